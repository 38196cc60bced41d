package main

// What the generator is told (JSON on its standard input) and what it answers (JSON on its standard output).

import "encoding/json"

// Plan is one slot of a benchmark: one system, one workload.
type Plan struct {
	// Dialect is the language of the system: "json", "socketio" or "nats".
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
	// Mode is "chat", "connect" or "http".
	Mode string `json:"mode"`
	HTTP HTTP   `json:"http"`
	// Window is how many messages are in flight in each room; Rate, if not 0, sends so many a second in all, whatever comes back.
	Window  int     `json:"window"`
	Rate    float64 `json:"rate"`
	Warmup  float64 `json:"warmup"`
	Seconds float64 `json:"seconds"`
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
}

// Result is what was measured, and everything that was wrong.
type Result struct {
	Seconds   float64            `json:"seconds"`
	Sent      int                `json:"sent"`
	Acked     int                `json:"acked"`
	Delivered int                `json:"delivered"`
	Connects  float64            `json:"connects"`
	Delivery  *Quantiles         `json:"delivery,omitempty"`
	Ack       *Quantiles         `json:"ack,omitempty"`
	Reads     int                `json:"reads"`
	Bytes     int                `json:"bytes"`
	CPU       map[string]float64 `json:"cpu"`
	Memory    map[string][2]int  `json:"memory"`
	// AllSent and AllAcked count the whole run, warm-up included: what the database is asked for afterwards.
	AllSent    int        `json:"allSent"`
	AllAcked   int        `json:"allAcked"`
	Violations Violations `json:"violations"`
	// Trouble is what kept the run from being one: refused connections, closed sockets.
	Trouble []string `json:"trouble"`
}

func (r *Result) print(write func([]byte)) {
	text, err := json.Marshal(r)
	if err != nil {
		panic(err)
	}
	write(append(text, '\n'))
}
