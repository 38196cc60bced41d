package main

// Times as a histogram of logarithmic buckets: 64 a power of two, so that a quantile is right within 1.6 %.

import "math/bits"

const perOctave = 64

// Histogram counts nanoseconds.
type Histogram struct {
	counts [64 * perOctave]uint32
	total  int
	max    int64
}

// Quantiles are milliseconds.
type Quantiles struct {
	P50 float64 `json:"p50"`
	P99 float64 `json:"p99"`
	Max float64 `json:"max"`
}

func (h *Histogram) add(ns int64) {
	if ns < 1 {
		ns = 1
	}
	octave := bits.Len64(uint64(ns)) - 1
	h.counts[octave*perOctave+int((uint64(ns)-1<<octave)*perOctave>>octave)]++
	h.total++
	if ns > h.max {
		h.max = ns
	}
}

func (h *Histogram) at(share float64) float64 {
	left := int(share * float64(h.total))
	for i, count := range h.counts {
		if left -= int(count); left < 0 {
			octave := uint(i / perOctave)
			return (float64(uint64(1)<<octave) * (1 + (float64(i%perOctave)+0.5)/perOctave)) / 1e6
		}
	}
	return float64(h.max) / 1e6
}

func (h *Histogram) quantiles() *Quantiles {
	if h.total == 0 {
		return nil
	}
	return &Quantiles{P50: h.at(0.5), P99: h.at(0.99), Max: float64(h.max) / 1e6}
}
