package main

import (
	"encoding/json"
	"time"

	"github.com/gorilla/websocket"
)

// Client is one connection.
type Client struct {
	hub    *Hub
	conn   *websocket.Conn
	send   chan []byte
	userID string
	groups []string
}

func newClient(hub *Hub, conn *websocket.Conn, userID string, groups []string) *Client {
	return &Client{hub: hub, conn: conn, send: make(chan []byte, 256), userID: userID, groups: groups}
}

func (c *Client) readPump() {
	defer func() {
		c.hub.unregister <- c
		c.conn.Close()
	}()
	for {
		_, message, err := c.conn.ReadMessage()
		if err != nil {
			return
		}
		var msg Message
		if err := json.Unmarshal(message, &msg); err != nil {
			continue
		}
		msg.From = c.userID
		c.hub.messageQueue <- msg
	}
}

func (c *Client) writePump() {
	ticker := time.NewTicker(50 * time.Second)
	defer func() {
		ticker.Stop()
		c.conn.Close()
	}()
	for {
		select {
		case message, ok := <-c.send:
			if !ok {
				c.conn.WriteMessage(websocket.CloseMessage, []byte{})
				return
			}
			if err := c.conn.WriteMessage(websocket.TextMessage, message); err != nil {
				return
			}
		case <-ticker.C:
			if err := c.conn.WriteMessage(websocket.PingMessage, nil); err != nil {
				return
			}
		}
	}
}
