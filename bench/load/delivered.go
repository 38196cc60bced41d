package main

// What every device tells by itself: that it has everything up to here, of each conversation at most once a second.

import "strconv"

type telling struct {
	has    map[place]int // the last seq that came
	told   map[place]int
	places []place
}

// tells starts it, if the plan wants it: each device has its moment in every second.
func (l *load) tells() {
	if !l.plan.Delivered {
		return
	}
	l.telling = telling{has: map[place]int{}, told: map[place]int{}}
	t := &l.telling
	for i := range l.plan.Rooms {
		for _, who := range l.plan.Rooms[i].Members {
			t.places = append(t.places, place{int32(i), int32(who)})
		}
	}
	turn := 0
	l.every(float64(len(t.places)), 0, func(int64) { l.tell(t.places[turn%len(t.places)]); turn++ })
}

func (l *load) tell(here place) {
	t := &l.telling
	seq := t.has[here]
	if seq == t.told[here] {
		return
	}
	t.told[here] = seq
	l.write(l.conns[here.who], opText, []byte(`{"type":"delivered","conversation_id":"`+l.plan.Rooms[here.room].ID+`","seq":`+strconv.Itoa(seq)+`}`))
}

// came takes the seq out of a message's frame.
func (t *telling) came(room int32, who int, frame []byte) {
	if seq := seqIn(frame); seq > 0 {
		here := place{room, int32(who)}
		t.has[here] = max(t.has[here], seq)
	}
}
