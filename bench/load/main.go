// Command load is the generator of the benchmarks: many WebSocket connections on one thread, a record of every message, a check
// of all of them, and the processor time of everybody who took part. It reads a Plan and answers a Result. It is a tool, not a
// part of Parley.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"
)

func main() {
	debug.SetGCPercent(400)
	var plan Plan
	if err := json.NewDecoder(os.Stdin).Decode(&plan); err != nil {
		fail(err)
	}
	if plan.Watch == nil {
		plan.Watch = map[string][]int{}
	}
	plan.Watch["generator"] = []int{os.Getpid()}
	l, err := newLoad(&plan)
	if err != nil {
		fail(err)
	}
	result := l.run()
	result.print(func(text []byte) { os.Stdout.Write(text) })
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
