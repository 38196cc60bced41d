package main

// One WebSocket connection (RFC 6455), client side, on a plain non-blocking socket: no goroutine, no buffer of its own while
// nothing is half read.

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"syscall"
)

type conn struct {
	fd   int
	who  int
	open bool // the upgrade was answered
	up   bool // the system has greeted: what is sent from now on counts
	dead bool
	// carry is what came of an unfinished frame; out what could not be written yet; whole a message in fragments.
	carry, out, whole []byte
	// stream is the dialect's: what came of an unfinished command.
	stream []byte
	// asker is what an HTTP connection asks; a socket has none.
	asker *asker
}

const (
	opText  = 1
	opClose = 8
	opPing  = 9
	opPong  = 10
)

// The nonce of RFC 6455, section 1.3, and its answer.
const (
	nonce  = "dGhlIHNhbXBsZSBub25jZQ=="
	answer = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
)

func dial(port int) (int, error) {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM|syscall.SOCK_NONBLOCK|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return 0, err
	}
	_ = syscall.SetsockoptInt(fd, syscall.IPPROTO_TCP, syscall.TCP_NODELAY, 1)
	err = syscall.Connect(fd, &syscall.SockaddrInet4{Port: port, Addr: [4]byte{127, 0, 0, 1}})
	if err != nil && err != syscall.EINPROGRESS {
		syscall.Close(fd)
		return 0, err
	}
	return fd, nil
}

func upgradeRequest(port int, path, subprotocol string) []byte {
	text := fmt.Sprintf("GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: %s\r\n", path, port, nonce)
	if subprotocol != "" {
		text += "Sec-WebSocket-Protocol: " + subprotocol + "\r\n"
	}
	return []byte(text + "\r\n")
}

// upgraded reads the answer to the upgrade. It answers how long that was (0: not all there yet).
func upgraded(data []byte) (int, error) {
	end := bytes.Index(data, []byte("\r\n\r\n"))
	if end < 0 {
		return 0, nil
	}
	head := data[:end]
	if !bytes.HasPrefix(head, []byte("HTTP/1.1 101")) || !bytes.Contains(head, []byte(answer)) {
		return 0, fmt.Errorf("upgrade refused: %.60q", head)
	}
	return end + 4, nil
}

// Any mask is one to a server; what must not be guessed by a page's script need not be hidden here.
var maskKey = [4]byte{0x37, 0xfa, 0x21, 0x3d}

// frame appends one masked frame.
func frame(into []byte, opcode byte, payload []byte) []byte {
	into = append(into, 0x80|opcode)
	switch n := len(payload); {
	case n < 126:
		into = append(into, 0x80|byte(n))
	case n < 1<<16:
		into = append(into, 0x80|126, byte(n>>8), byte(n))
	default:
		into = append(into, 0x80|127)
		into = binary.BigEndian.AppendUint64(into, uint64(n))
	}
	into = append(into, maskKey[:]...)
	for i, c := range payload {
		into = append(into, c^maskKey[i&3])
	}
	return into
}

// nextFrame cuts the first frame off; size 0: it is not all there yet.
func nextFrame(data []byte) (opcode byte, fin bool, payload []byte, size int) {
	if len(data) < 2 {
		return 0, false, nil, 0
	}
	head, length := 2, int(data[1]&127)
	switch length {
	case 126:
		if len(data) < 4 {
			return 0, false, nil, 0
		}
		head, length = 4, int(binary.BigEndian.Uint16(data[2:]))
	case 127:
		if len(data) < 10 {
			return 0, false, nil, 0
		}
		head, length = 10, int(binary.BigEndian.Uint64(data[2:]))
	}
	if len(data) < head+length {
		return 0, false, nil, 0
	}
	return data[0] & 15, data[0]&128 != 0, data[head : head+length], head + length
}
