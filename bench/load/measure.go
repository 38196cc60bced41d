package main

// One run: opens the connections, sends what the plan wants, measures a part of it, waits for what is in flight, and has
// everything checked.

import "time"

func duration(seconds float64) time.Duration { return time.Duration(seconds * float64(time.Second)) }

func (l *load) run() Result {
	if l.plan.Mode == "http" {
		result := Result{CPU: map[string]float64{}, Memory: map[string][2]int{}}
		l.converse(&result)
		l.closing = true
		result.Trouble = l.troubles
		return result
	}
	before := usageOf(l.plan.Watch)
	seconds := l.connect()
	result := Result{CPU: map[string]float64{}, Memory: map[string][2]int{}, Connects: float64(l.isUp) / seconds, Seconds: seconds}
	if l.plan.Mode == "connect" {
		opened := usageOf(l.plan.Watch)
		l.wait(duration(l.plan.Settle))
		idle := usageOf(l.plan.Watch)
		l.wait(duration(l.plan.Seconds))
		after := usageOf(l.plan.Watch)
		for name := range after {
			result.CPU[name] = opened[name].seconds - before[name].seconds
			result.CPU[name+" idle"] = (after[name].seconds - idle[name].seconds) / l.plan.Seconds
			result.Memory[name] = [2]int{before[name].rss, after[name].rss}
		}
	} else if len(l.troubles) == 0 {
		l.measure(&result)
	}
	l.closing = true
	result.Trouble = l.troubles
	return result
}

func (l *load) measure(result *Result) {
	l.wait(duration(l.plan.Settle))
	l.sending = true
	began := time.Now()
	l.now = began.UnixNano()
	if l.plan.Rate == 0 {
		for i := range l.plan.Rooms {
			for n := 0; n < l.plan.Window; n++ {
				l.send(i, l.now)
			}
		}
	}
	already := l.chat(began, began.Add(duration(l.plan.Warmup)), 0)

	before, from := l.begin()
	l.chat(began, from.Add(duration(l.plan.Seconds)), already)
	l.end(result, before, from)

	l.sending = false
	for end := time.Now().Add(duration(l.plan.Drain)); l.pending() > 0 && time.Now().Before(end); {
		l.loop.turn(10 * time.Millisecond)
	}
	l.wait(duration(l.plan.Settle / 4)) // what comes twice comes late
	result.Violations = l.record.check(l.plan.Acks)
	result.AllSent = len(l.record.RoomOf)
	for _, acked := range l.record.Acked {
		if acked {
			result.AllAcked++
		}
	}
}

// send lets the next member of a room say something. due is when it was to be said, in ns.
func (l *load) send(roomAt int, due int64) {
	room := &l.plan.Rooms[roomAt]
	who := room.Members[l.turns[roomAt]%len(room.Members)]
	l.turns[roomAt]++
	number := uint32(len(l.record.RoomOf))
	left := int32(len(room.Members) - 1)
	if l.plan.Acks {
		left++
	}
	l.record.RoomOf = append(l.record.RoomOf, int32(roomAt))
	l.record.SenderOf = append(l.record.SenderOf, int32(who))
	l.record.Acked = append(l.record.Acked, false)
	l.sentAt = append(l.sentAt, due)
	l.left = append(l.left, left)
	l.inFlight[roomAt]++
	l.sent++
	writeText(l.text[:], l.plan.Run, number)
	l.dialect.say(l.conns[who], room, number, l.text[:])
}

// chat sends until `stop`, at the plan's rate or whenever the window allows; `from` is when it began.
func (l *load) chat(from, stop time.Time, already int) int {
	for time.Now().Before(stop) {
		if l.plan.Rate == 0 {
			l.loop.turn(10 * time.Millisecond)
			continue
		}
		for {
			due := from.Add(time.Duration(float64(already) / l.plan.Rate * float64(time.Second)))
			if wait := time.Until(due); wait > 0 {
				l.loop.turn(wait)
				break
			}
			l.send(already%len(l.plan.Rooms), due.UnixNano())
			already++
		}
	}
	return already
}

func (l *load) pending() int {
	sum := 0
	for _, n := range l.inFlight {
		sum += n
	}
	return sum
}

// begin forgets what was counted so far: the measured time begins.
func (l *load) begin() (map[string]usage, time.Time) {
	l.sent, l.ackedN, l.deliveredN, l.delivery, l.ack, l.loop.reads, l.loop.bytes = 0, 0, 0, Histogram{}, Histogram{}, 0, 0
	return usageOf(l.plan.Watch), time.Now()
}

// end takes down what was counted since.
func (l *load) end(result *Result, before map[string]usage, from time.Time) {
	after := usageOf(l.plan.Watch)
	result.Seconds = time.Since(from).Seconds()
	result.Sent, result.Acked, result.Delivered = l.sent, l.ackedN, l.deliveredN
	result.Delivery, result.Ack = l.delivery.quantiles(), l.ack.quantiles()
	result.Reads, result.Bytes = l.loop.reads, l.loop.bytes
	for name := range after {
		result.CPU[name] = after[name].seconds - before[name].seconds
		result.Memory[name] = [2]int{before[name].rss, after[name].rss}
	}
}
