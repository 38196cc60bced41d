package main

// The mode "http": every connection asks again as soon as it is answered (HTTP/1.1, kept alive). With Say, each request is a message.

import (
	"bytes"
	"fmt"
	"strconv"
	"time"
)

// HTTP is what is asked; connection i asks for Paths[i % len].
type HTTP struct {
	Paths []string `json:"paths"`
	// Say posts a message to the path.
	Say bool `json:"say"`
}

func (l *load) ask(c *conn) {
	path := l.plan.HTTP.Paths[c.who%len(l.plan.HTTP.Paths)]
	head := "Host: 127.0.0.1\r\nAccept: */*\r\nAuthorization: Bearer " + l.plan.People[c.who].Token + "\r\n"
	number := uint32(len(l.sentAt))
	l.sentAt = append(l.sentAt, time.Now().UnixNano())
	l.asked[c.who] = number
	l.sent++
	if !l.plan.HTTP.Say {
		l.loop.write(c, []byte("GET "+path+" HTTP/1.1\r\n"+head+"\r\n"))
		return
	}
	writeText(l.text[:], l.plan.Run, number)
	body := fmt.Sprintf(`{"content":"%s","client_id":"%08x%08x"}`, l.text[:], l.plan.Run, number)
	l.loop.write(c, []byte("POST "+path+" HTTP/1.1\r\n"+head+"Content-Type: application/json\r\nContent-Length: "+strconv.Itoa(len(body))+"\r\n\r\n"+body))
}

// answered reads an answer, and asks again. It answers what is left of data.
func (l *load) answered(c *conn, data []byte) []byte {
	end := bytes.Index(data, []byte("\r\n\r\n"))
	if end < 0 {
		return data
	}
	head, body := bytes.ToLower(data[:end]), data[end+4:]
	if at := bytes.Index(head, []byte("content-length: ")); at >= 0 {
		digits := head[at+16:]
		if line := bytes.IndexByte(digits, '\r'); line >= 0 {
			digits = digits[:line]
		}
		length, _ := strconv.Atoi(string(digits))
		if len(body) < length {
			return data
		}
		body = body[length:]
	} else if !bytes.HasSuffix(body, []byte("0\r\n\r\n")) { // in chunks; there is never more than one answer
		return data
	} else {
		body = nil
	}
	if !bytes.HasPrefix(head, []byte("http/1.1 2")) {
		l.trouble("answered: %.200q", data)
		return nil
	}
	l.ackedN++
	l.allAcked++
	l.ack.add(l.now - l.sentAt[l.asked[c.who]])
	if l.sending {
		l.ask(c)
	}
	return body
}

// converse measures requests instead of messages.
func (l *load) converse(result *Result) {
	l.sending = true
	for who := range l.plan.People {
		port := l.plan.Ports[who%len(l.plan.Ports)]
		if err := l.loop.add(who, port, nil); err != nil {
			l.trouble("connection %d: %v", who, err)
			return
		}
		l.conns[who].open = true
		l.ask(l.conns[who])
	}
	l.wait(duration(l.plan.Warmup))
	before, from := l.begin()
	l.wait(duration(l.plan.Seconds))
	l.end(result, before, from)
	l.sending = false
	for end := time.Now().Add(duration(l.plan.Drain)); l.allAcked < len(l.sentAt) && time.Now().Before(end); {
		l.loop.turn(10 * time.Millisecond)
	}
	result.AllSent, result.AllAcked = len(l.sentAt), l.allAcked
	result.Violations.Unacked = len(l.sentAt) - l.allAcked
}
