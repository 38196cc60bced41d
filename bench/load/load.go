package main

// What is known of a run while it goes on, and what the dialects tell of it: who has been greeted, what was sent, delivered, acked.

import "fmt"

type load struct {
	plan    *Plan
	loop    *loop
	dialect dialect
	conns   []*conn
	record  Record
	now     int64 // ns, of the last read

	isUp, opening int
	sentAt        []int64
	left          []int32 // deliveries that a message still waits for, and its ack
	inFlight      []int
	turns         []int // of each room: whose turn it is
	sending       bool
	closing       bool
	text          [textLength]byte
	out           []byte

	pacers  []*pacer
	asking  asking
	day     day
	telling telling
	coming  coming

	sent, ackedN, deliveredN int
	delivery, ack, beside    Histogram // beside: deliveries in the rooms that are Beside
	troubles                 []string
}

func newLoad(plan *Plan) (*load, error) {
	l := &load{plan: plan, conns: make([]*conn, len(plan.People)), inFlight: make([]int, len(plan.Rooms)), turns: make([]int, len(plan.Rooms))}
	l.record = Record{Rooms: plan.Rooms, Received: make([][]uint32, len(plan.People)), Stalled: make([]bool, len(plan.People))}
	var err error
	if l.dialect, err = dialectOf(l); err != nil {
		return nil, err
	}
	l.loop, err = newLoop(l)
	return l, err
}

func (l *load) trouble(format string, args ...any) {
	if len(l.troubles) < 10 {
		l.troubles = append(l.troubles, fmt.Sprintf(format, args...))
	}
}

func (l *load) lost(c *conn, why string) {
	if !l.closing {
		l.trouble("connection %d: %s", c.who, why)
	}
	if !c.up {
		l.opening--
	}
}

func (l *load) ready(c *conn) {
	if c.up {
		return
	}
	c.up = true
	l.opening--
	l.isUp++
}

func (l *load) write(c *conn, opcode byte, payload []byte) {
	l.out = frame(l.out[:0], opcode, payload)
	l.loop.write(c, l.out)
}

func (l *load) delivered(c *conn, number uint32, whole bool) {
	if !whole || int(number) >= len(l.sentAt) {
		l.record.Broken++
		return
	}
	l.record.Received[c.who] = append(l.record.Received[c.who], number)
	l.deliveredN++
	times := &l.delivery
	if l.plan.Rooms[l.record.RoomOf[number]].Beside {
		times = &l.beside
	}
	times.add(l.now - l.sentAt[number])
	l.done(number)
}

func (l *load) acked(c *conn, number uint32, whole bool) {
	if !whole || int(number) >= len(l.sentAt) || l.record.SenderOf[number] != int32(c.who) || l.record.Acked[number] {
		l.record.Broken++
		return
	}
	l.record.Acked[number] = true
	l.ackedN++
	l.ack.add(l.now - l.sentAt[number])
	l.done(number)
}

// done counts one of the things that a message waits for; after the last, the next may be sent.
func (l *load) done(number uint32) {
	l.left[number]--
	if l.left[number] != 0 {
		return
	}
	room := int(l.record.RoomOf[number])
	l.inFlight[room]--
	if l.sending && l.plan.Window > 0 {
		l.send(room, l.now)
	}
}
