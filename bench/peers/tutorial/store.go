package main

import (
	"crypto/rand"
	"database/sql"
	"fmt"
	"log"
)

type store struct {
	db                             *sql.DB
	private, group, status, groups *sql.Stmt
}

func newStore(db *sql.DB) *store {
	prepare := func(text string) *sql.Stmt {
		statement, err := db.Prepare(text)
		if err != nil {
			log.Fatal(err)
		}
		return statement
	}
	return &store{
		db:      db,
		private: prepare("insert into messages (id, sender_id, receiver_id, content) values ($1, $2, $3, $4)"),
		group:   prepare("insert into messages (id, sender_id, group_id, content) values ($1, $2, $3, $4)"),
		status:  prepare("update users set status = $2, last_seen = now() where id = $1"),
		groups:  prepare("select group_id from group_members where user_id = $1"),
	}
}

func newID() string {
	var b [16]byte
	rand.Read(b[:])
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// written puts every write into a transaction of its own, as the tutorial's mapper does unless it is told otherwise
// (gorm.Config{}, SkipDefaultTransaction).
func (s *store) written(statement *sql.Stmt, args ...interface{}) error {
	tx, err := s.db.Begin()
	if err != nil {
		return err
	}
	if _, err := tx.Stmt(statement).Exec(args...); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

func (s *store) savePrivate(from, to, content string) error {
	return s.written(s.private, newID(), from, to, content)
}

func (s *store) saveGroup(from, group, content string) error {
	return s.written(s.group, newID(), from, group, content)
}

func (s *store) updateStatus(user, status string) {
	if err := s.written(s.status, user, status); err != nil {
		log.Printf("status: %v", err)
	}
}

func (s *store) groupsOf(user string) ([]string, error) {
	rows, err := s.groups.Query(user)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var groups []string
	for rows.Next() {
		var group string
		if err := rows.Scan(&group); err != nil {
			return nil, err
		}
		groups = append(groups, group)
	}
	return groups, rows.Err()
}
