package main

// The mode "resume": everybody comes back at once, says how far they were in their rooms, and asks for what they missed until they have
// all of it, in order, once.

import (
	"bytes"
	"fmt"
	"strconv"
	"time"
)

type coming struct {
	rooms   map[string]int
	of      [][]int       // of each person, their rooms
	has     map[place]int // how far they have come
	began   []int64
	missing []int // of each person: rooms that are not whole yet
	exact   int
	times   Histogram
	v       Violations
}

var (
	epochKey        = []byte(`"epoch":"`)
	meRevKey        = []byte(`"me_rev":`)
	conversationKey = []byte(`"conversation_id":"`)
	revKey          = []byte(`,"rev":`)
	hasMore         = []byte(`"has_more":true`)
	behindKey       = []byte(`"behind":{`)
	restOfSaid      = []byte(` with **some words** and https://example.com"`)
)

// quoted is what stands between the quotes behind a key.
func quoted(text, key []byte) []byte {
	at := bytes.Index(text, key)
	if at < 0 {
		return nil
	}
	text = text[at+len(key):]
	return text[:max(0, bytes.IndexByte(text, '"'))]
}

func (l *load) comeBack() Result {
	c := &l.coming
	c.rooms, c.has = map[string]int{}, map[place]int{}
	c.of, c.began, c.missing = make([][]int, len(l.plan.People)), make([]int64, len(l.plan.People)), make([]int, len(l.plan.People))
	for i, room := range l.plan.Rooms {
		c.rooms[room.ID] = i
		for _, who := range room.Members {
			c.of[who] = append(c.of[who], i)
			c.has[place{int32(i), int32(who)}] = l.plan.Resume.Held
			c.missing[who]++
		}
	}
	result := Result{CPU: map[string]float64{}, Memory: map[string][2]int{}}
	before, from := l.begin()
	result.Connects = float64(len(l.conns)) / l.connect()
	for end := time.Now().Add(duration(l.plan.Drain)); c.exact < len(l.conns) && time.Now().Before(end) && len(l.troubles) < 10; {
		l.loop.turn(10 * time.Millisecond)
	}
	l.end(&result, before, from)
	l.wait(duration(l.plan.Settle)) // what comes twice comes late
	for here, has := range c.has {
		c.v.Lost += l.plan.Resume.Until - has
		result.Delivered += has - l.plan.Resume.Held
		_ = here
	}
	result.Returned, result.Violations = c.times.quantiles(), c.v
	l.closing = true
	result.Trouble = l.troubles
	return result
}

// welcomed says how far one was.
func (l *load) welcomed(c *conn, frame []byte) {
	revs := []byte(`{"type":"resume","epoch":"` + string(quoted(frame, epochKey)) + `","me_rev":`)
	at := bytes.Index(frame, meRevKey)
	meRev, _ := digits(frame[at+len(meRevKey):])
	revs = append(strconv.AppendInt(revs, int64(meRev), 10), `,"revs":{`...)
	for i, room := range l.coming.of[c.who] {
		if i > 0 {
			revs = append(revs, ',')
		}
		revs = append(revs, fmt.Sprintf(`"%s":%d`, l.plan.Rooms[room].ID, l.plan.Resume.Held+1)...)
	}
	l.write(c, opText, append(revs, `}}`...))
}

// resumed asks for what is behind, of which every room of theirs must be one.
func (l *load) resumed(c *conn, frame []byte) {
	at := bytes.Index(frame, behindKey)
	if at < 0 {
		l.trouble("answered: %.200s", frame)
		return
	}
	for _, room := range l.coming.of[c.who] {
		if !bytes.Contains(frame[at:], []byte(l.plan.Rooms[room].ID)) {
			l.trouble("person %d is behind in room %d and was not told: %.200s", c.who, room, frame)
			return
		}
		l.sync(c, room, l.plan.Resume.Held+1)
	}
}

func (l *load) sync(c *conn, room, rev int) {
	l.write(c, opText, []byte(`{"type":"sync","conversation_id":"`+l.plan.Rooms[room].ID+`","after_rev":`+strconv.Itoa(rev)+`}`))
}

// synced takes a page of what was missed.
func (l *load) synced(c *conn, frame []byte) {
	room, ok := l.coming.rooms[string(quoted(frame, conversationKey))]
	here := place{int32(room), int32(c.who)}
	if _, isIn := l.coming.has[here]; !ok || !isIn {
		l.coming.v.Misdelivered++
		return
	}
	for of, number, rest := nextSaid(frame); rest != nil; of, number, rest = nextSaid(rest) {
		l.coming.took(here, of, number, bytes.HasPrefix(rest, restOfSaid))
	}
	if bytes.Contains(frame, hasMore) {
		rev, _ := digits(frame[bytes.Index(frame, revKey)+len(revKey):])
		l.sync(c, room, rev)
		return
	}
	l.coming.missing[c.who]--
	if l.coming.missing[c.who] == 0 {
		l.coming.exact++
		l.coming.times.add(l.now - l.coming.began[c.who])
	}
}

// took notes one message that came to somebody.
func (c *coming) took(here place, of, number int, whole bool) {
	switch has := c.has[here]; {
	case !whole:
		c.v.Broken++
	case of != int(here.room):
		c.v.Misdelivered++
	case number <= has:
		c.v.Doubled++
	case number > has+1:
		c.v.Reordered++
	default:
		c.has[here] = number
	}
}
