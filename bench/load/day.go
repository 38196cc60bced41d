package main

// A mixed day: while some speak, others type, read, and look at older pages, and most do nothing but listen.

import (
	"bytes"
	"strconv"
)

type day struct {
	seqs   []int         // of each room, the last seq that was acked
	marks  map[place]int // how far each has said to have read
	rooms  map[string]int
	isIn   map[place]bool
	typing int
	leaked int // typing signs that came to somebody outside of the room
}

// dayBegins starts what a day brings besides messages.
func (l *load) dayBegins() {
	d := &l.day
	d.seqs, d.marks, d.rooms, d.isIn = make([]int, len(l.plan.Rooms)), map[place]int{}, map[string]int{}, map[place]bool{}
	if l.plan.Mode != "day" {
		return
	}
	for i, room := range l.plan.Rooms {
		d.rooms[room.ID] = i
		for _, who := range room.Members {
			d.isIn[place{int32(i), int32(who)}] = true
		}
	}
	typed, read := 0, 0
	l.every(l.plan.Day.Typing, 0.3, func(int64) { l.types(typed); typed++ })
	l.every(l.plan.Day.Reads, 0.6, func(int64) { l.reads(read); read++ })
	for i := 0; i < l.plan.HTTP.Connections; i++ {
		c, err := l.connectHTTP(i, false)
		if err != nil {
			l.trouble("the reader of pages %d: %v", i, err)
			return
		}
		l.asking.free = append(l.asking.free, c)
	}
	l.askPaced(l.plan.HTTP.Rate)
}

func (l *load) types(turn int) {
	room := &l.plan.Rooms[turn%len(l.plan.Rooms)]
	who := room.speaker(turn / len(l.plan.Rooms))
	l.write(l.conns[who], opText, []byte(`{"type":"typing","group_id":"`+room.ID+`"}`))
}

func (l *load) reads(turn int) {
	at := turn % len(l.plan.Rooms)
	room, seq := &l.plan.Rooms[at], l.day.seqs[at]
	who := room.speaker(turn / len(l.plan.Rooms))
	here := place{int32(at), int32(who)}
	if seq == 0 || l.day.marks[here] >= seq {
		return
	}
	l.day.marks[here] = seq
	l.write(l.conns[who], opText, []byte(`{"type":"read","conversation_id":"`+room.ID+`","seq":`+strconv.Itoa(seq)+`}`))
}

var (
	groupKey = []byte(`"group_id":"`)
	seqKey   = []byte(`"seq":`)
)

// typed looks at a typing sign: it is for members alone.
func (d *day) typed(who int, frame []byte) {
	d.typing++
	at := bytes.Index(frame, groupKey)
	if at < 0 || len(frame) < at+len(groupKey)+36 {
		return
	}
	id := string(frame[at+len(groupKey) : at+len(groupKey)+36])
	if room, ok := d.rooms[id]; !ok || !d.isIn[place{int32(room), int32(who)}] {
		d.leaked++
	}
}

// acked takes the seq out of an ack.
func (d *day) acked(room int32, frame []byte) {
	d.seqs[room] = max(d.seqs[room], seqIn(frame))
}

// seqIn is the seq that a frame tells; 0: none.
func seqIn(frame []byte) int {
	at := bytes.Index(frame, seqKey)
	if at < 0 {
		return 0
	}
	seq, _ := digits(frame[at+len(seqKey):])
	return seq
}

func (l *load) dayEnds(result *Result) {
	if l.plan.Mode != "day" {
		return
	}
	l.quiet()
	v := &l.asking.violations
	result.Pages, result.Typing = l.asking.times.quantiles(), l.day.typing
	result.Violations.Misdelivered += l.day.leaked + v.Misdelivered
	result.Violations.Lost += v.Lost
	result.Violations.Doubled += v.Doubled
	result.Violations.Reordered += v.Reordered
	result.Violations.Unacked += int(l.asking.number) - l.asking.answered
	for here, seq := range l.day.marks {
		result.Marks = append(result.Marks, Mark{int(here.who), int(here.room), seq})
	}
}
