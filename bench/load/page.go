package main

// What a page must hold: the messages of a range, each "Message <room>.<number> " with nothing of another room or range. Whether it is
// JSON or HTML around them does not matter.

import "bytes"

// Page is one that is asked for.
type Page struct {
	Path string `json:"path"`
	// Who asks (a place in Plan.People); without it the connection's own.
	Who *int `json:"who"`
	// Room, From and To say which messages it must hold; To 0: whatever there is.
	Room int `json:"room"`
	From int `json:"from"`
	To   int `json:"to"`
	// Once: each is there once, the newest first; otherwise as often as it likes.
	Once bool `json:"once"`
}

var said = []byte("Message ")

// nextSaid finds the next text of the history. It answers its room and number, and what is behind them; nil: there is none.
func nextSaid(text []byte) (room, number int, rest []byte) {
	for {
		at := bytes.Index(text, said)
		if at < 0 {
			return 0, 0, nil
		}
		text = text[at+len(said):]
		room, dot := digits(text)
		if dot == 0 || dot == len(text) || text[dot] != '.' {
			continue
		}
		number, end := digits(text[dot+1:])
		if end > 0 {
			return room, number, text[dot+1+end:]
		}
	}
}

func digits(text []byte) (value, count int) {
	for count < len(text) && text[count] >= '0' && text[count] <= '9' {
		value = value*10 + int(text[count]-'0')
		count++
	}
	return value, count
}

// check adds what is wrong with the body to the violations.
func (p *Page) check(body []byte, v *Violations) {
	if p.To == 0 {
		return
	}
	seen, last := make([]bool, p.To-p.From+1), p.To+1
	for room, number, rest := nextSaid(body); rest != nil; room, number, rest = nextSaid(rest) {
		if room != p.Room || number < p.From || number > p.To {
			v.Misdelivered++
			continue
		}
		if p.Once && seen[number-p.From] {
			v.Doubled++
		}
		if p.Once && number > last {
			v.Reordered++
		}
		last, seen[number-p.From] = number, true
	}
	for _, it := range seen {
		if !it {
			v.Lost++
		}
	}
}
