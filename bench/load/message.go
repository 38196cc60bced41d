package main

// The text of every message says which one it is: 100 bytes, `|~`, the run, the number, padding, `~|`. It is found in whatever
// a system wraps around it.

import "bytes"

const (
	textLength = 100
	numberAt   = 10
	paddingAt  = 18
)

var (
	mark    = []byte("|~")
	padding = []byte("the quick brown fox jumps over the lazy dog while five boxing wizards jump quickly")[:textLength-paddingAt-2]
)

const hexDigits = "0123456789abcdef"

func putHex(into []byte, value uint32) {
	for i := 7; i >= 0; i-- {
		into[i] = hexDigits[value&15]
		value >>= 4
	}
}

// hexAt reads eight digits; false if they are none.
func hexAt(text []byte) (uint32, bool) {
	var value uint32
	if len(text) < 8 {
		return 0, false
	}
	for _, c := range text[:8] {
		switch {
		case c >= '0' && c <= '9':
			value = value<<4 | uint32(c-'0')
		case c >= 'a' && c <= 'f':
			value = value<<4 | uint32(c-'a'+10)
		default:
			return 0, false
		}
	}
	return value, true
}

// writeText makes the text of a message in place.
func writeText(into []byte, run, number uint32) {
	copy(into, mark)
	putHex(into[2:], run)
	putHex(into[numberAt:], number)
	copy(into[paddingAt:], padding)
	copy(into[textLength-2:], "~|")
}

// findText looks for the next message. It answers where the text ends (-1: there is none), its number, and whether it is whole and
// of this run.
func findText(payload []byte, run uint32) (end int, number uint32, whole bool) {
	at := bytes.Index(payload, mark)
	if at < 0 {
		return -1, 0, false
	}
	text := payload[at:]
	if len(text) < textLength {
		return len(payload), 0, false
	}
	text = text[:textLength]
	ofRun, ok := hexAt(text[2:])
	number, ok2 := hexAt(text[numberAt:])
	intact := bytes.Equal(text[paddingAt:textLength-2], padding) && text[textLength-2] == '~' && text[textLength-1] == '|'
	return at + textLength, number, ok && ok2 && intact && ofRun == run
}
