package main

// How a system is spoken to: how one signs in, says something, and is told that something was said or taken.

import (
	"bytes"
	"fmt"
	"strconv"
)

type dialect interface {
	// address is the path of the upgrade, and the subprotocol to offer.
	address(p Person) (path, subprotocol string)
	// opened is called when the upgrade was answered.
	opened(c *conn)
	// take reads one message of the socket.
	take(c *conn, payload []byte)
	// say writes the frame that sends a text.
	say(c *conn, room *Room, number uint32, text []byte)
}

func dialectOf(l *load) (dialect, error) {
	switch l.plan.Dialect {
	case "json":
		return &jsonDialect{load: l}, nil
	case "socketio":
		return &socketIO{load: l}, nil
	case "nats":
		return &nats{load: l}, nil
	case "xmpp":
		return newXMPP(l), nil
	}
	return nil, fmt.Errorf("no such dialect: %s", l.plan.Dialect)
}

func withToken(path, token string) string {
	separator := "?"
	if bytes.IndexByte([]byte(path), '?') >= 0 {
		separator = "&"
	}
	return path + separator + "token=" + token
}

// The other of a private pair.
func other(plan *Plan, room *Room, who int) string {
	if room.Members[0] == who {
		return plan.People[room.Members[1]].ID
	}
	return plan.People[room.Members[0]].ID
}

// jsonDialect is Parley's: one JSON object a frame, or an array of them; `type` comes first. The tutorial's and plain servers of the
// same frames speak it too.
type jsonDialect struct {
	load *load
	out  []byte
}

func (d *jsonDialect) address(p Person) (string, string) {
	if sub := d.load.plan.Subprotocol; sub != "" {
		return d.load.plan.Path, sub + ", " + p.Token
	}
	return withToken(d.load.plan.Path, p.Token), ""
}

func (d *jsonDialect) opened(*conn) {}

var (
	typeKey    = []byte(`{"type":"`)
	groupType  = []byte(`group"`)
	pairType   = []byte(`private"`)
	ackType    = []byte(`ack","client_id":"`)
	systemType = []byte(`system"`)
	errorType  = []byte(`error"`)
	typingType = []byte(`typing"`)
	resumeType = []byte(`resumed"`)
	syncType   = []byte(`sync"`)
)

func (d *jsonDialect) take(c *conn, payload []byte) {
	for {
		at := bytes.Index(payload, typeKey)
		if at < 0 {
			return
		}
		payload = payload[at+len(typeKey):]
		switch {
		case bytes.HasPrefix(payload, groupType), bytes.HasPrefix(payload, pairType):
			end, number, whole := findText(payload, d.load.plan.Run)
			if end < 0 {
				continue // somebody else's: a system message of the room
			}
			d.load.delivered(c, number, whole)
			if d.load.plan.Delivered && whole && int(number) < len(d.load.record.RoomOf) {
				d.load.telling.came(d.load.record.RoomOf[number], c.who, payload[:end])
			}
			payload = payload[end:]
		case bytes.HasPrefix(payload, ackType):
			number, ok := hexAt(payload[len(ackType)+8:])
			d.load.acked(c, number, ok)
			if d.load.plan.Mode == "day" && ok && int(number) < len(d.load.record.RoomOf) {
				d.load.day.acked(d.load.record.RoomOf[number], payload)
			}
		case bytes.HasPrefix(payload, systemType):
			d.load.ready(c)
			if d.load.plan.Mode == "resume" {
				d.load.welcomed(c, payload)
			}
		case bytes.HasPrefix(payload, typingType) && d.load.plan.Mode == "day":
			d.load.day.typed(c.who, first(payload))
		case bytes.HasPrefix(payload, resumeType):
			d.load.resumed(c, first(payload))
		case bytes.HasPrefix(payload, syncType):
			d.load.synced(c, first(payload))
		case bytes.HasPrefix(payload, errorType):
			d.load.trouble("answered: %.120s", payload)
		}
	}
}

// first is up to where the next frame of an array begins.
func first(payload []byte) []byte {
	if at := bytes.Index(payload, typeKey); at >= 0 {
		return payload[:at]
	}
	return payload
}

func (d *jsonDialect) say(c *conn, room *Room, number uint32, text []byte) {
	b := d.out[:0]
	if room.Private {
		b = append(b, `{"type":"private","to":"`...)
		b = append(b, other(d.load.plan, room, c.who)...)
	} else {
		b = append(b, `{"type":"group","group_id":"`...)
		b = append(b, room.ID...)
	}
	b = append(b, `","content":"`...)
	b = append(b, text...)
	b = append(b, `","client_id":"`...)
	at := len(b)
	b = append(b, "0000000000000000"...)
	putHex(b[at:], d.load.plan.Run)
	putHex(b[at+8:], number)
	b = append(b, `"}`...)
	d.out = b
	d.load.write(c, opText, b)
}

// socketIO is Socket.IO 4 over its WebSocket transport: https://socket.io/docs/v4/socket-io-protocol/.
type socketIO struct {
	load *load
	out  []byte
}

func (d *socketIO) address(Person) (string, string) { return d.load.plan.Path, "" }
func (d *socketIO) opened(*conn)                    {}

func (d *socketIO) take(c *conn, payload []byte) {
	if len(payload) == 0 {
		return
	}
	switch {
	case payload[0] == '0':
		d.load.write(c, opText, []byte(`40{"token":"`+d.load.plan.People[c.who].Token+`"}`))
	case payload[0] == '2':
		d.load.write(c, opText, []byte("3"))
	case bytes.HasPrefix(payload, []byte("40")):
		d.load.ready(c)
	case bytes.HasPrefix(payload, []byte("42")):
		end, number, whole := findText(payload, d.load.plan.Run)
		if end >= 0 {
			d.load.delivered(c, number, whole)
		}
	case bytes.HasPrefix(payload, []byte("43")):
		number, digits := 0, payload[2:]
		for len(digits) > 0 && digits[0] >= '0' && digits[0] <= '9' {
			number = number*10 + int(digits[0]-'0')
			digits = digits[1:]
		}
		d.load.acked(c, uint32(number), true)
	case bytes.HasPrefix(payload, []byte("44")):
		d.load.trouble("refused: %.120s", payload)
	}
}

func (d *socketIO) say(c *conn, room *Room, number uint32, text []byte) {
	b := append(d.out[:0], "42"...)
	b = strconv.AppendUint(b, uint64(number), 10)
	if room.Private {
		b = append(b, `["private",{"to":"`...)
		b = append(b, other(d.load.plan, room, c.who)...)
	} else {
		b = append(b, `["group",{"group_id":"`...)
		b = append(b, room.ID...)
	}
	b = append(b, `","content":"`...)
	b = append(b, text...)
	b = append(b, `"}]`...)
	d.out = b
	d.load.write(c, opText, b)
}
