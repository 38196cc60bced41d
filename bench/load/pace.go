package main

// What is due so many times a second, whatever comes back. Times count from when something was due: a system that is slow cannot hide
// behind a generator that waits for it.

import "time"

type pacer struct {
	rate float64
	from time.Time
	done int
	do   func(due int64)
}

func (p *pacer) due() time.Time {
	return p.from.Add(time.Duration(float64(p.done) / p.rate * float64(time.Second)))
}

// every adds one; phase is a share of its first interval, so that not all begin together. A rate of 0 is never.
func (l *load) every(rate, phase float64, do func(due int64)) {
	if rate > 0 {
		from := time.Now().Add(time.Duration(phase / rate * float64(time.Second)))
		l.pacers = append(l.pacers, &pacer{rate: rate, from: from, do: do})
	}
}

// pace does what is due, so long, and listens in between.
func (l *load) pace(long time.Duration) {
	const listen = 10 * time.Millisecond
	for stop := time.Now().Add(long); ; {
		now := time.Now()
		if !now.Before(stop) {
			return
		}
		wait := listen
		for _, p := range l.pacers {
			for due := p.due(); ; due = p.due() {
				if left := due.Sub(now); left > 0 {
					wait = min(wait, left)
					break
				}
				p.do(due.UnixNano())
				p.done++
			}
		}
		l.loop.turn(wait)
	}
}
