package main

// Processor time and memory of processes and of all that they started, as Linux counts them in /proc (proc(5)).

import (
	"bytes"
	"os"
	"strconv"
)

const ticksPerSecond = 100 // sysconf(_SC_CLK_TCK) of Linux

type usage struct {
	seconds float64
	rss     int // KiB
}

type process struct {
	parent int
	usage  usage
}

func readProcess(pid string) (process, bool) {
	text, err := os.ReadFile("/proc/" + pid + "/stat")
	if err != nil {
		return process{}, false
	}
	// The name may hold blanks and brackets: fields are counted from its end.
	fields := bytes.Fields(text[bytes.LastIndexByte(text, ')')+1:])
	number := func(i int) int {
		value, _ := strconv.Atoi(string(fields[i]))
		return value
	}
	ticks := number(11) + number(12) + number(13) + number(14) // with the children that it waited for
	return process{number(1), usage{float64(ticks) / ticksPerSecond, number(21) * os.Getpagesize() / 1024}}, true
}

// usageOf adds up each named family.
func usageOf(watch map[string][]int) map[string]usage {
	all := map[int]process{}
	entries, _ := os.ReadDir("/proc")
	for _, entry := range entries {
		pid, err := strconv.Atoi(entry.Name())
		if err != nil {
			continue
		}
		if found, ok := readProcess(entry.Name()); ok {
			all[pid] = found
		}
	}
	sums := map[string]usage{}
	for name, roots := range watch {
		sum := usage{}
		for pid := range all {
			if descends(all, pid, roots) {
				sum.seconds += all[pid].usage.seconds
				sum.rss += all[pid].usage.rss
			}
		}
		sums[name] = sum
	}
	return sums
}

func descends(all map[int]process, pid int, roots []int) bool {
	for depth := 0; pid > 1 && depth < 64; depth++ {
		for _, root := range roots {
			if pid == root {
				return true
			}
		}
		pid = all[pid].parent
	}
	return false
}
