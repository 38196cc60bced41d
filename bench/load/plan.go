package main

// What the generator is told (JSON on its standard input) and what it answers (JSON on its standard output).

import "encoding/json"

// Plan is one slot of a benchmark: one system, one workload.
type Plan struct {
	// Dialect is the language of the system: "json", "socketio", "nats" or "xmpp".
	Dialect string `json:"dialect"`
	// Ports on 127.0.0.1; connections are spread over them in turn.
	Ports []int  `json:"ports"`
	Path  string `json:"path"`
	// Subprotocol is offered together with the token; without one the token goes into the address.
	Subprotocol string `json:"subprotocol"`
	// Acks says whether the system confirms what it has taken.
	Acks   bool     `json:"acks"`
	People []Person `json:"people"`
	Rooms  []Room   `json:"rooms"`
	// Mode is "chat", "connect", "http", "day" (chat, and whatever else a day brings) or "resume".
	Mode   string `json:"mode"`
	HTTP   HTTP   `json:"http"`
	Day    Day    `json:"day"`
	Resume Resume `json:"resume"`
	// Window is how many messages are in flight in each room; Rate, if not 0, sends so many a second in all, whatever comes back.
	Window int     `json:"window"`
	Rate   float64 `json:"rate"`
	// Quiet is how long, in seconds, the rooms that are Beside are alone before the others begin.
	Quiet float64 `json:"quiet"`
	// Delivered: every device tells, as Parley's own do, what it has got.
	Delivered bool    `json:"delivered"`
	Warmup    float64 `json:"warmup"`
	Seconds   float64 `json:"seconds"`
	// Settle is how long nothing is sent once all are there, Drain how long what is in flight is waited for at the end, in seconds.
	Settle float64 `json:"settle"`
	Drain  float64 `json:"drain"`
	// Opening is how many connections are being opened at a time.
	Opening int `json:"opening"`
	// Watch names processes, with all that they started, whose processor time and memory are counted.
	Watch map[string][]int `json:"watch"`
	// Run is in every message, so that one of another run is known.
	Run uint32 `json:"run"`
}

// Person is somebody with one connection.
type Person struct {
	ID    string `json:"id"`
	Token string `json:"token"`
}

// Room is a group, or two people in private.
type Room struct {
	ID      string `json:"id"`
	Private bool   `json:"private"`
	// Members are places in Plan.People.
	Members []int `json:"members"`
	// Speakers is how many of them, from the first on, say something; 0: all.
	Speakers int `json:"speakers"`
	// Stalled is how many of them, from the last on, stop reading once all are there.
	Stalled int `json:"stalled"`
	// Rate, if not 0, is how many messages a second this room has of its own.
	Rate float64 `json:"rate"`
	// Beside: its times are counted apart from those of the others.
	Beside bool `json:"beside"`
}

// Day is what happens a second besides messages.
type Day struct {
	Typing float64 `json:"typing"`
	Reads  float64 `json:"reads"`
}

// Resume is how far everybody was in each of their rooms, and how far the rooms are: messages Held+1 to Until were missed.
type Resume struct {
	Held  int `json:"held"`
	Until int `json:"until"`
}

// Result is what was measured, and everything that was wrong.
type Result struct {
	Seconds   float64    `json:"seconds"`
	Sent      int        `json:"sent"`
	Acked     int        `json:"acked"`
	Delivered int        `json:"delivered"`
	Connects  float64    `json:"connects"`
	Delivery  *Quantiles `json:"delivery,omitempty"`
	Ack       *Quantiles `json:"ack,omitempty"`
	// Alone and Beside are deliveries in the rooms that are Beside: before the others began, and after. Half is requests at half of
	// the rate that was reached, Probe the probe's, Pages those of a mixed day. Returned is how long each took to miss nothing.
	Alone    *Quantiles `json:"alone,omitempty"`
	Beside   *Quantiles `json:"beside,omitempty"`
	Half     *Quantiles `json:"half,omitempty"`
	Probe    *Quantiles `json:"probe,omitempty"`
	Pages    *Quantiles `json:"pages,omitempty"`
	Returned *Quantiles `json:"returned,omitempty"`
	// Typing counts what came of that kind; Marks is how far each has said to have read.
	Typing int                `json:"typing"`
	Marks  []Mark             `json:"marks,omitempty"`
	Reads  int                `json:"reads"`
	Bytes  int                `json:"bytes"`
	CPU    map[string]float64 `json:"cpu"`
	Memory map[string][2]int  `json:"memory"`
	// AllSent and AllAcked count the whole run, warm-up included: what the database is asked for afterwards.
	AllSent    int        `json:"allSent"`
	AllAcked   int        `json:"allAcked"`
	Violations Violations `json:"violations"`
	// Trouble is what kept the run from being one: refused connections, closed sockets.
	Trouble []string `json:"trouble"`
}

// Mark is how far somebody (a place in Plan.People) has read a room (a place in Plan.Rooms).
type Mark struct {
	Who  int `json:"who"`
	Room int `json:"room"`
	Seq  int `json:"seq"`
}

func (r *Result) print(write func([]byte)) {
	text, err := json.Marshal(r)
	if err != nil {
		panic(err)
	}
	write(append(text, '\n'))
}
