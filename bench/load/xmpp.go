package main

// The dialect of XMPP over WebSocket (RFC 7395): a stanza a frame. A group is a chat room (XEP-0045); one has said something when one's own
// message comes back, which is after it was archived. A private message is confirmed by stream management (XEP-0198).

import (
	"bytes"
	"encoding/base64"
	"strconv"
)

const (
	xmppHost  = "localhost"
	xmppRooms = "conference." + xmppHost
	xmppOpen  = `<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" to="` + xmppHost + `" version="1.0"/>`
	xmppBind  = `<iq type="set" id="bind"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"><resource>bench</resource></bind></iq>`
	xmppSM    = `xmlns="urn:xmpp:sm:3"`
)

type xmpp struct {
	load *load
	of   []*xmppState
}

// xmppState is how far one connection has come.
type xmppState struct {
	rooms    []*Room
	joined   int
	managed  bool
	received int      // stanzas, which the server wants to know
	said     int      // stanzas
	waiting  []uint32 // private messages that are not confirmed, in order; the first is stanza said-len+1
}

func newXMPP(l *load) *xmpp {
	d := &xmpp{load: l, of: make([]*xmppState, len(l.plan.People))}
	for i := range d.of {
		d.of[i] = &xmppState{}
	}
	for i := range l.plan.Rooms {
		for _, who := range l.plan.Rooms[i].Members {
			d.of[who].rooms = append(d.of[who].rooms, &l.plan.Rooms[i])
		}
	}
	return d
}

func (d *xmpp) address(Person) (string, string) { return d.load.plan.Path, "xmpp" }
func (d *xmpp) opened(c *conn)                  { d.tell(c, xmppOpen) }
func (d *xmpp) tell(c *conn, text string)       { d.load.write(c, opText, []byte(text)) }

func (d *xmpp) take(c *conn, stanza []byte) {
	is := func(start string) bool { return bytes.HasPrefix(stanza, []byte(start)) }
	has := func(part string) bool { return bytes.Contains(stanza, []byte(part)) }
	s := d.of[c.who]
	if s.managed && (is("<message") || is("<presence") || is("<iq")) {
		s.received++
	}
	switch {
	case is("<message") && has("type='error'"), is("<stream:error"), is("<failure"), is("<failed"), is("<presence") && has("type='error'"):
		d.load.trouble("answered: %.200s", stanza)
	case is("<message"):
		d.message(c, stanza)
	case is("<presence"):
		if has("code='110'") {
			s.joined++
			d.isThere(c, s)
		}
	case is("<a "):
		d.confirmed(c, s, stanza)
	case is("<r "):
		d.tell(c, `<a `+xmppSM+` h="`+strconv.Itoa(s.received)+`"/>`)
	case is("<stream:features") && has("<mechanisms"):
		p := d.load.plan.People[c.who]
		auth := base64.StdEncoding.EncodeToString([]byte("\x00" + p.ID + "\x00" + p.Token))
		d.tell(c, `<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="PLAIN">`+auth+`</auth>`)
	case is("<stream:features"):
		d.tell(c, xmppBind)
	case is("<success"):
		d.tell(c, xmppOpen)
	case is("<iq") && has("id='bind'"):
		d.enter(c, s)
	case is("<enabled"):
		s.managed = true
		d.isThere(c, s)
	}
}

// enter goes into every room; who has private ones wants to be told what was taken.
func (d *xmpp) enter(c *conn, s *xmppState) {
	d.tell(c, "<presence/>")
	pairs := 0
	for _, room := range s.rooms {
		if room.Private {
			pairs++
			continue
		}
		d.tell(c, `<presence to="`+room.ID+"@"+xmppRooms+"/"+d.load.plan.People[c.who].ID+
			`"><x xmlns="http://jabber.org/protocol/muc"><history maxstanzas="0"/></x></presence>`)
	}
	s.joined += pairs
	if pairs > 0 {
		d.tell(c, `<enable `+xmppSM+`/>`)
	} else {
		d.isThere(c, s)
	}
}

func (d *xmpp) isThere(c *conn, s *xmppState) {
	isPair := len(s.rooms) > 0 && s.rooms[0].Private
	if s.joined >= len(s.rooms) && (s.managed || !isPair) {
		d.load.ready(c)
	}
}

func (d *xmpp) message(c *conn, stanza []byte) {
	end, number, whole := findText(stanza, d.load.plan.Run)
	if end < 0 {
		return // a room's subject
	}
	if whole && int(number) < len(d.load.sentAt) && int(d.load.record.SenderOf[number]) == c.who {
		d.load.acked(c, number, whole)
	} else {
		d.load.delivered(c, number, whole)
	}
}

// confirmed: the server has taken so many stanzas since stream management began.
func (d *xmpp) confirmed(c *conn, s *xmppState, stanza []byte) {
	at := bytes.Index(stanza, []byte(" h='"))
	if at < 0 {
		return
	}
	taken, _ := digits(stanza[at+4:])
	for len(s.waiting) > 0 && s.said-len(s.waiting) < taken {
		number := s.waiting[0]
		s.waiting = s.waiting[1:]
		d.load.acked(c, number, true)
	}
}

func (d *xmpp) say(c *conn, room *Room, number uint32, text []byte) {
	id := strconv.FormatUint(uint64(number), 10)
	if !room.Private {
		d.tell(c, `<message type="groupchat" to="`+room.ID+"@"+xmppRooms+`" id="`+id+`"><body>`+string(text)+`</body></message>`)
		return
	}
	s := d.of[c.who]
	s.said++
	s.waiting = append(s.waiting, number)
	d.tell(c, `<message type="chat" to="`+other(d.load.plan, room, c.who)+"@"+xmppHost+`" id="`+id+`"><body>`+string(text)+`</body></message>`)
	d.tell(c, `<r `+xmppSM+`/>`)
}
