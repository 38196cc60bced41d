package main

// Opening connections: so many at a time, each counted once the system has greeted it.

import "time"

const openingMax = 60 * time.Second

// connect opens all connections, so many at a time. It answers the seconds from the first to the last greeting.
func (l *load) connect() float64 {
	began, next := time.Now(), 0
	for l.isUp < len(l.conns) && time.Since(began) < openingMax && len(l.troubles) < 10 {
		for next < len(l.conns) && l.opening < l.plan.Opening {
			port := l.plan.Ports[next%len(l.plan.Ports)]
			path, subprotocol := l.dialect.address(l.plan.People[next])
			if err := l.loop.add(next, port, upgradeRequest(port, path, subprotocol)); err != nil {
				l.trouble("connection %d: %v", next, err)
			} else {
				l.opening++
				if l.plan.Mode == "resume" {
					l.coming.began[next] = time.Now().UnixNano()
				}
			}
			next++
		}
		l.loop.turn(100 * time.Millisecond)
	}
	if l.isUp < len(l.conns) {
		l.trouble("only %d of %d connections were greeted", l.isUp, len(l.conns))
	}
	return time.Since(began).Seconds()
}

// wait only listens.
func (l *load) wait(long time.Duration) {
	for end := time.Now().Add(long); time.Now().Before(end); {
		l.loop.turn(10 * time.Millisecond)
	}
}
