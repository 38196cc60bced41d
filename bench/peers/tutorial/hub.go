package main

import (
	"encoding/json"
	"log"
)

// Message is the tutorial's, on the wire.
type Message struct {
	Type    string      `json:"type"`
	Content interface{} `json:"content"`
	From    string      `json:"from"`
	To      string      `json:"to"`
	GroupID string      `json:"group_id,omitempty"`
}

func (m *Message) encode() []byte {
	data, _ := json.Marshal(m)
	return data
}

// Hub holds who is here; everything passes through its one goroutine.
type Hub struct {
	clients      map[*Client]bool
	userClients  map[string][]*Client
	groupClients map[string][]*Client
	register     chan *Client
	unregister   chan *Client
	messageQueue chan Message
	store        *store
}

func newHub(store *store) *Hub {
	return &Hub{
		clients:      make(map[*Client]bool),
		userClients:  make(map[string][]*Client),
		groupClients: make(map[string][]*Client),
		register:     make(chan *Client, 256),
		unregister:   make(chan *Client, 256),
		messageQueue: make(chan Message, 256),
		store:        store,
	}
}

func (h *Hub) run() {
	for {
		select {
		case client := <-h.register:
			h.handleRegister(client)
		case client := <-h.unregister:
			h.handleUnregister(client)
		case msg := <-h.messageQueue:
			h.handleMessage(msg)
		}
	}
}

func (h *Hub) handleRegister(client *Client) {
	h.clients[client] = true
	h.userClients[client.userID] = append(h.userClients[client.userID], client)
	for _, group := range client.groups {
		h.groupClients[group] = append(h.groupClients[group], client)
	}
	welcome := Message{Type: "system", Content: "Welcome to chat server", From: "server", To: client.userID}
	client.send <- welcome.encode()
	h.store.updateStatus(client.userID, "online")
}

func (h *Hub) handleUnregister(client *Client) {
	if !h.clients[client] {
		return
	}
	delete(h.clients, client)
	h.userClients[client.userID] = without(h.userClients[client.userID], client)
	if len(h.userClients[client.userID]) == 0 {
		h.store.updateStatus(client.userID, "offline")
	}
	for _, group := range client.groups {
		h.groupClients[group] = without(h.groupClients[group], client)
	}
	close(client.send)
}

func without(clients []*Client, client *Client) []*Client {
	for i, c := range clients {
		if c == client {
			return append(clients[:i], clients[i+1:]...)
		}
	}
	return clients
}

func (h *Hub) handleMessage(msg Message) {
	switch msg.Type {
	case "private":
		h.deliver(h.userClients[msg.To], msg)
		h.saved(h.store.savePrivate(msg.From, msg.To, msg.Content.(string)))
	case "group":
		h.deliver(h.groupClients[msg.GroupID], msg)
		h.saved(h.store.saveGroup(msg.From, msg.GroupID, msg.Content.(string)))
	}
}

// deliver gives the message to all but its sender; whoever's channel is full is dropped.
func (h *Hub) deliver(clients []*Client, msg Message) {
	for _, client := range append([]*Client(nil), clients...) {
		if client.userID == msg.From {
			continue
		}
		select {
		case client.send <- msg.encode():
		default:
			h.handleUnregister(client)
		}
	}
}

func (h *Hub) saved(err error) {
	if err != nil {
		log.Printf("not saved: %v", err)
	}
}
