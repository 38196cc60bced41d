package main

// The checker: from what was sent, acked and received, everything that was wrong. It runs after the measured time, on the whole
// record, and knows nothing of sockets.

// Violations counts what must not be. Each is of a message and a receiver; Unacked and Broken of a message.
type Violations struct {
	// Lost never came to a member.
	Lost int `json:"lost"`
	// Doubled came to one connection again.
	Doubled int `json:"doubled"`
	// Misdelivered came to somebody outside of its room, or back to the connection that sent it.
	Misdelivered int `json:"misdelivered"`
	// Reordered came in another order than to the first member of the room.
	Reordered int `json:"reordered"`
	// Broken was not what was sent, or of nobody.
	Broken int `json:"broken"`
	// Unacked was sent and never confirmed, though the system confirms.
	Unacked int `json:"unacked"`
}

// Record is what happened, message by message.
type Record struct {
	Rooms []Room
	// RoomOf and SenderOf: by the message's number.
	RoomOf   []int32
	SenderOf []int32
	Acked    []bool
	// Received: by connection (place in Plan.People), the numbers in the order in which they came.
	Received [][]uint32
	// Stalled, by connection, stopped reading before anything was sent.
	Stalled []bool
	Broken  int
}

type place struct{ room, who int32 }

func (r *Record) check(acks bool) Violations {
	v := Violations{Broken: r.Broken}
	sent := make([]int, len(r.Rooms))
	own := map[place]int{}
	for number, room := range r.RoomOf {
		sent[room]++
		own[place{room, r.SenderOf[number]}]++
		if acks && !r.Acked[number] {
			v.Unacked++
		}
	}
	got := map[place]int{} // of each member and room: how many came, once each
	for room := range r.Rooms {
		for _, member := range r.Rooms[room].Members {
			if !r.Stalled[member] {
				got[place{int32(room), int32(member)}] = 0
			}
		}
	}
	order := r.firstOrder()
	seenBy := make([]int32, len(r.RoomOf)) // the last receiver a message was counted for, plus one
	last := make([]int32, len(r.Rooms))
	for who, received := range r.Received {
		for i := range last {
			last[i] = -1
		}
		for _, number := range received {
			here := place{r.RoomOf[number], int32(who)}
			if _, member := got[here]; !member || r.SenderOf[number] == int32(who) {
				v.Misdelivered++
				continue
			}
			if seenBy[number] == int32(who)+1 {
				v.Doubled++
				continue
			}
			seenBy[number] = int32(who) + 1
			got[here]++
			if at := order[number]; at >= 0 {
				if at < last[here.room] {
					v.Reordered++
				}
				last[here.room] = at
			}
		}
	}
	for here, count := range got {
		v.Lost += sent[here.room] - own[here] - count
	}
	return v
}

// firstOrder is, by number, where a message came in what the first member of its room saw; -1: it did not, as one of their own.
func (r *Record) firstOrder() []int32 {
	order := make([]int32, len(r.RoomOf))
	for i := range order {
		order[i] = -1
	}
	for room := range r.Rooms {
		for at, number := range r.Received[r.Rooms[room].Members[0]] {
			if r.RoomOf[number] == int32(room) && order[number] < 0 {
				order[number] = int32(at)
			}
		}
	}
	return order
}
