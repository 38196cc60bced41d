// The tutorial's chat server, for comparison: its hub (one goroutine that delivers and then stores), its clients (a goroutine for
// reading, one for writing, a channel of 256 between), tokens checked at the upgrade. Three things are kinder than its text: the
// hub does not lock what it holds already (it would never go on), a status is not told to everybody who is there, and plain
// prepared statements take the place of the mapper, in transactions like the mapper's.
package main

import (
	"database/sql"
	"log"
	"net/http"
	"os"

	"github.com/golang-jwt/jwt"
	"github.com/gorilla/websocket"
	_ "github.com/lib/pq"
)

var upgrader = websocket.Upgrader{
	ReadBufferSize:  1024,
	WriteBufferSize: 1024,
	CheckOrigin:     func(*http.Request) bool { return true },
}

func userOf(text string) (string, error) {
	claims := jwt.StandardClaims{}
	_, err := jwt.ParseWithClaims(text, &claims, func(*jwt.Token) (interface{}, error) { return []byte(os.Getenv("SECRET")), nil })
	return claims.Subject, err
}

func main() {
	db, err := sql.Open("postgres", os.Getenv("DATABASE_URL"))
	if err != nil {
		log.Fatal(err)
	}
	db.SetMaxOpenConns(10)
	db.SetMaxIdleConns(10)
	store := newStore(db)
	hub := newHub(store)
	go hub.run()
	http.HandleFunc("/ws", func(w http.ResponseWriter, r *http.Request) {
		userID, err := userOf(r.URL.Query().Get("token"))
		if err != nil {
			http.Error(w, "unauthorized", http.StatusUnauthorized)
			return
		}
		groups, err := store.groupsOf(userID)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		conn, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		client := newClient(hub, conn, userID, groups)
		hub.register <- client
		go client.writePump()
		go client.readPump()
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil))
}
