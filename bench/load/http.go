package main

// Requests over HTTP/1.1, kept alive: a connection asks again as soon as it is answered, or when one is due and it is free. What comes
// back is checked.

import (
	"bytes"
	"fmt"
	"strconv"
	"time"
)

// HTTP is what is asked; connection i asks for Paths[i % len], or, with Turn, each request for the next.
type HTTP struct {
	Paths []Page `json:"paths"`
	Turn  bool   `json:"turn"`
	// Say posts a message to the path.
	Say         bool `json:"say"`
	Connections int  `json:"connections"`
	// Rate is how many a second are asked beside the sockets of a day.
	Rate float64 `json:"rate"`
	// Half goes on after the measured time at half of the rate that was reached.
	Half bool `json:"half"`
	// Probe is asked for ProbeRate times a second on a connection of its own: what waits there, waits for the event loop.
	Probe     string  `json:"probe"`
	ProbeRate float64 `json:"probeRate"`
}

// asker is one connection: what it has asked, and when that was due.
type asker struct {
	number uint32
	due    int64
	page   *Page
	times  *Histogram
	isSay  bool
	probe  bool
}

// asking is what is known of all of them.
type asking struct {
	repeat       bool
	turn         int
	number       uint32
	answered     int
	free         []*conn
	waiting      []int64 // when what waits for a free connection was due
	probeIsFree  bool
	times, probe Histogram
	violations   Violations
}

// connectHTTP opens a connection for somebody.
func (l *load) connectHTTP(who int, probe bool) (*conn, error) {
	fd, err := dial(l.plan.Ports[who%len(l.plan.Ports)])
	if err != nil {
		return nil, err
	}
	c := &conn{fd: fd, who: who, up: true, asker: &asker{times: &l.asking.times, isSay: l.plan.HTTP.Say && !probe, probe: probe}}
	if probe {
		c.asker.times = &l.asking.probe
	}
	return c, l.loop.watch(c)
}

func (l *load) ask(c *conn, due int64) {
	a := &l.asking
	c.asker.due, c.asker.number = due, a.number
	c.asker.page = &Page{Path: l.plan.HTTP.Probe}
	if !c.asker.probe {
		at := c.who
		if l.plan.HTTP.Turn {
			at = a.turn
			a.turn++
		}
		c.asker.page = &l.plan.HTTP.Paths[at%len(l.plan.HTTP.Paths)]
		l.sent++
		a.number++
	}
	who := c.who
	if c.asker.page.Who != nil {
		who = *c.asker.page.Who
	}
	head := "Host: 127.0.0.1\r\nAccept: */*\r\nAuthorization: Bearer " + l.plan.People[who].Token + "\r\n"
	if !c.asker.isSay {
		l.loop.write(c, []byte("GET "+c.asker.page.Path+" HTTP/1.1\r\n"+head+"\r\n"))
		return
	}
	writeText(l.text[:], l.plan.Run, c.asker.number)
	body := fmt.Sprintf(`{"content":"%s","client_id":"%08x%08x"}`, l.text[:], l.plan.Run, c.asker.number)
	l.loop.write(c, []byte("POST "+c.asker.page.Path+" HTTP/1.1\r\n"+head+"Content-Type: application/json\r\nContent-Length: "+
		strconv.Itoa(len(body))+"\r\n\r\n"+body))
}

// answered reads an answer, and asks again. It answers what is left of data.
func (l *load) answered(c *conn, data []byte) []byte {
	status, body, size := answerOf(data)
	if size == 0 {
		return data
	}
	if status/100 != 2 {
		l.trouble("answered: %.200q", data)
		return nil
	}
	c.asker.times.add(l.now - c.asker.due)
	if c.asker.probe {
		l.asking.probeIsFree = true
		return data[size:]
	}
	l.ackedN++
	l.asking.answered++
	c.asker.page.check(body, &l.asking.violations)
	if c.asker.isSay {
		if _, number, whole := findText(body, l.plan.Run); !whole || number != c.asker.number {
			l.asking.violations.Broken++
		}
	}
	if l.asking.repeat {
		l.ask(c, l.now)
	} else {
		l.asking.free, l.asking.waiting = l.due(c, l.asking.free, l.asking.waiting)
	}
	return data[size:]
}

// due lets a connection that has become free ask what waits longest.
func (l *load) due(c *conn, free []*conn, waiting []int64) ([]*conn, []int64) {
	if len(waiting) == 0 {
		return append(free, c), waiting
	}
	l.ask(c, waiting[0])
	return free, waiting[1:]
}

// askAt asks on a free connection, or as soon as there is one.
func (l *load) askAt(due int64, free []*conn, waiting []int64) ([]*conn, []int64) {
	if len(free) == 0 {
		return free, append(waiting, due)
	}
	l.ask(free[0], due)
	return free[1:], waiting
}

func (l *load) askPaced(rate float64) {
	a := &l.asking
	l.every(rate, 0, func(due int64) { a.free, a.waiting = l.askAt(due, a.free, a.waiting) })
}

// answerOf is the first answer in data; size 0: it is not all there yet.
func answerOf(data []byte) (status int, body []byte, size int) {
	end := bytes.Index(data, []byte("\r\n\r\n"))
	if end < 0 {
		return 0, nil, 0
	}
	head, body := bytes.ToLower(data[:end]), data[end+4:]
	status, _ = digits(head[min(len(head), len("http/1.1 ")):])
	if at := bytes.Index(head, []byte("content-length: ")); at >= 0 {
		length, _ := digits(head[at+16:])
		if len(body) < length {
			return 0, nil, 0
		}
		return status, body[:length], end + 4 + length
	}
	if !bytes.HasSuffix(body, []byte("0\r\n\r\n")) { // in chunks; there is never more than one answer
		return 0, nil, 0
	}
	return status, dechunked(body), len(data)
}

// dechunked joins the chunks of a body (RFC 9112, section 7.1).
func dechunked(body []byte) []byte {
	whole := make([]byte, 0, len(body))
	for {
		line := bytes.IndexByte(body, '\r')
		if line < 0 {
			return whole
		}
		length, err := strconv.ParseUint(string(body[:line]), 16, 31)
		if err != nil || length == 0 || len(body) < line+2+int(length)+2 {
			return whole
		}
		whole = append(whole, body[line+2:line+2+int(length)]...)
		body = body[line+2+int(length)+2:]
	}
}

// converse measures requests instead of messages.
func (l *load) converse(result *Result) {
	a := &l.asking
	if !l.openProbe() {
		return
	}
	a.repeat = true
	for who := 0; who < l.plan.HTTP.Connections; who++ {
		c, err := l.connectHTTP(who, false)
		if err != nil {
			l.trouble("connection %d: %v", who, err)
			return
		}
		l.ask(c, time.Now().UnixNano())
	}
	l.pace(duration(l.plan.Warmup))
	before, from := l.begin()
	l.pace(duration(l.plan.Seconds))
	l.end(result, before, from)
	result.Ack = a.times.quantiles()
	a.repeat = false
	l.quiet()
	if l.plan.HTTP.Half && len(l.troubles) == 0 {
		a.times = Histogram{}
		l.askPaced(float64(result.Acked) / result.Seconds / 2)
		l.pace(duration(l.plan.Seconds))
		l.pacers = nil
		l.quiet()
		result.Half = a.times.quantiles()
	}
	result.AllSent, result.AllAcked = int(a.number), a.answered
	result.Violations = a.violations
	result.Violations.Unacked = int(a.number) - a.answered
}

func (l *load) openProbe() bool {
	if l.plan.HTTP.Probe == "" {
		return true
	}
	c, err := l.connectHTTP(0, true)
	if err != nil {
		l.trouble("the probe: %v", err)
		return false
	}
	a := &l.asking
	a.probeIsFree = true
	l.every(l.plan.HTTP.ProbeRate, 0, func(due int64) {
		if a.probeIsFree { // one that waits measures the stop that it is in; what would queue behind it would count it again
			a.probeIsFree = false
			l.ask(c, due)
		}
	})
	return true
}

// quiet waits for what was asked.
func (l *load) quiet() {
	for end := time.Now().Add(duration(l.plan.Drain)); l.asking.answered < int(l.asking.number) && time.Now().Before(end) && len(l.troubles) < 10; {
		l.loop.turn(10 * time.Millisecond)
	}
}
