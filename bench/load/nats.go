package main

// The dialect of NATS over WebSocket (https://docs.nats.io/reference/reference-protocols/nats-protocol): a stream of commands cut
// into frames anywhere. A room is a subject; nothing is stored, and nothing is confirmed.

import (
	"bytes"
	"strconv"
)

const opBinary = 2

type nats struct {
	load    *load
	rooms   [][]string // of each person, the subjects
	command []byte
}

func (d *nats) address(Person) (string, string) { return d.load.plan.Path, "" }

func (d *nats) subjects(who int) []string {
	if d.rooms == nil {
		d.rooms = make([][]string, len(d.load.plan.People))
		for _, room := range d.load.plan.Rooms {
			for _, member := range room.Members {
				subject := "room." + room.ID
				if room.Private {
					subject = "person." + d.load.plan.People[member].ID
				}
				d.rooms[member] = append(d.rooms[member], subject)
			}
		}
	}
	return d.rooms[who]
}

func (d *nats) opened(c *conn) {
	text := `CONNECT {"verbose":false,"pedantic":false,"echo":false,"lang":"go","version":"1","protocol":1,"user":"` +
		"bench" + `","pass":"` + d.load.plan.People[c.who].Token + "\"}\r\n"
	for i, subject := range d.subjects(c.who) {
		text += "SUB " + subject + " " + strconv.Itoa(i+1) + "\r\n"
	}
	d.load.write(c, opBinary, []byte(text+"PING\r\n"))
}

func (d *nats) take(c *conn, payload []byte) {
	data := payload
	if len(c.stream) > 0 {
		data = append(c.stream, payload...)
	}
	for {
		end := bytes.Index(data, []byte("\r\n"))
		if end < 0 {
			break
		}
		line, rest := data[:end], data[end+2:]
		switch {
		case bytes.HasPrefix(line, []byte("MSG ")):
			size, _ := strconv.Atoi(string(line[bytes.LastIndexByte(line, ' ')+1:]))
			if len(rest) < size+2 {
				c.stream = append([]byte(nil), data...)
				return
			}
			_, number, whole := findText(rest[:size], d.load.plan.Run)
			d.load.delivered(c, number, whole)
			rest = rest[size+2:]
		case bytes.Equal(line, []byte("PING")):
			d.load.write(c, opBinary, []byte("PONG\r\n"))
		case bytes.Equal(line, []byte("PONG")):
			d.load.ready(c)
		case bytes.HasPrefix(line, []byte("-ERR")):
			d.load.trouble("answered: %.120s", line)
		}
		data = rest
	}
	c.stream = append([]byte(nil), data...)
}

func (d *nats) say(c *conn, room *Room, number uint32, text []byte) {
	b := append(d.command[:0], "PUB "...)
	if room.Private {
		b = append(append(b, "person."...), other(d.load.plan, room, c.who)...)
	} else {
		b = append(append(b, "room."...), room.ID...)
	}
	b = append(b, ' ')
	b = strconv.AppendInt(b, int64(len(text)), 10)
	b = append(append(append(b, "\r\n"...), text...), "\r\n"...)
	d.command = b
	d.load.write(c, opBinary, b)
}
