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
	if l.plan.Mode == "resume" {
		return l.comeBack()
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
	l.stall()
	l.sending = true
	l.now = time.Now().UnixNano()
	if l.plan.Quiet > 0 {
		l.begins(func(room *Room) bool { return room.Beside })
		l.pace(duration(l.plan.Warmup))
		l.begin()
		l.pace(duration(l.plan.Quiet))
		result.Alone = l.beside.quantiles()
	}
	l.begins(func(room *Room) bool { return !room.Beside || l.plan.Quiet == 0 })
	l.dayBegins()
	l.tells()
	l.pace(duration(l.plan.Warmup))

	before, from := l.begin()
	l.pace(duration(l.plan.Seconds))
	l.end(result, before, from)

	l.sending, l.pacers = false, nil
	for end := time.Now().Add(duration(l.plan.Drain)); l.pending() > 0 && time.Now().Before(end); {
		l.loop.turn(10 * time.Millisecond)
	}
	l.wait(duration(l.plan.Settle / 4)) // what comes twice comes late
	result.Violations = l.record.check(l.plan.Acks)
	l.dayEnds(result)
	result.AllSent = len(l.record.RoomOf)
	for _, acked := range l.record.Acked {
		if acked {
			result.AllAcked++
		}
	}
}

// begins lets some rooms speak: a window of messages in each, or at a rate.
func (l *load) begins(who func(*Room) bool) {
	rooms := []int{}
	for i := range l.plan.Rooms {
		if who(&l.plan.Rooms[i]) {
			rooms = append(rooms, i)
		}
	}
	for i, at := range rooms {
		for n := 0; n < l.plan.Window; n++ {
			l.send(at, l.now)
		}
		if rate := l.plan.Rooms[at].Rate; rate > 0 {
			l.every(rate, float64(i)/float64(len(rooms)), func(due int64) { l.send(at, due) })
		}
	}
	if l.plan.Rate > 0 {
		next := 0
		l.every(l.plan.Rate, 0, func(due int64) {
			l.send(rooms[next%len(rooms)], due)
			next++
		})
	}
}

// stall: the last members of a room stop reading.
func (l *load) stall() {
	for _, room := range l.plan.Rooms {
		for _, who := range room.Members[len(room.Members)-room.Stalled:] {
			l.record.Stalled[who] = true
			l.loop.stall(l.conns[who])
		}
	}
}

// send lets the next member of a room say something. due is when it was to be said, in ns.
func (l *load) send(roomAt int, due int64) {
	room := &l.plan.Rooms[roomAt]
	who := room.speaker(l.turns[roomAt])
	l.turns[roomAt]++
	number := uint32(len(l.record.RoomOf))
	left := int32(len(room.Members) - 1 - room.Stalled)
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

// speaker is whose turn it is.
func (r *Room) speaker(turn int) int {
	count := r.Speakers
	if count == 0 {
		count = len(r.Members)
	}
	return r.Members[turn%count]
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
	l.sent, l.ackedN, l.deliveredN, l.loop.reads, l.loop.bytes = 0, 0, 0, 0, 0
	l.delivery, l.ack, l.beside = Histogram{}, Histogram{}, Histogram{}
	l.asking.times, l.asking.probe = Histogram{}, Histogram{}
	l.day.typing = 0
	return usageOf(l.plan.Watch), time.Now()
}

// end takes down what was counted since.
func (l *load) end(result *Result, before map[string]usage, from time.Time) {
	after := usageOf(l.plan.Watch)
	result.Seconds = time.Since(from).Seconds()
	result.Sent, result.Acked, result.Delivered = l.sent, l.ackedN, l.deliveredN
	result.Delivery, result.Ack, result.Beside = l.delivery.quantiles(), l.ack.quantiles(), l.beside.quantiles()
	result.Probe = l.asking.probe.quantiles()
	result.Reads, result.Bytes = l.loop.reads, l.loop.bytes
	for name := range after {
		result.CPU[name] = after[name].seconds - before[name].seconds
		result.Memory[name] = [2]int{before[name].rss, after[name].rss}
	}
}
