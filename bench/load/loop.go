package main

// The event loop: one thread, one epoll (epoll(7)), every connection. What it reads is handed to the dialect in place.

import (
	"fmt"
	"syscall"
	"time"
	"unsafe"
)

type loop struct {
	load   *load
	epoll  int
	conns  map[int]*conn // by file descriptor
	buffer []byte
	events [512]syscall.EpollEvent
	reads  int
	bytes  int
}

const readAtMost = 256 * 1024

func newLoop(l *load) (*loop, error) {
	epoll, err := syscall.EpollCreate1(syscall.EPOLL_CLOEXEC)
	return &loop{load: l, epoll: epoll, conns: map[int]*conn{}, buffer: make([]byte, readAtMost)}, err
}

func (p *loop) add(who, port int, request []byte) error {
	fd, err := dial(port)
	if err != nil {
		return err
	}
	c := &conn{fd: fd, who: who, out: request}
	p.load.conns[who] = c
	return p.watch(c)
}

func (p *loop) watch(c *conn) error {
	p.conns[c.fd] = c
	return syscall.EpollCtl(p.epoll, syscall.EPOLL_CTL_ADD, c.fd, &syscall.EpollEvent{
		Events: syscall.EPOLLIN | syscall.EPOLLOUT, Fd: int32(c.fd),
	})
}

// turn waits for something to happen, at most so long, and works on all of it.
func (p *loop) turn(atMost time.Duration) {
	n := p.await(atMost)
	for i := 0; i < n; i++ {
		event := &p.events[i]
		c := p.conns[int(event.Fd)]
		if c == nil {
			continue
		}
		if event.Events&syscall.EPOLLOUT != 0 {
			p.flush(c)
			p.writable(c, len(c.out) > 0)
		}
		if event.Events&(syscall.EPOLLIN|syscall.EPOLLHUP|syscall.EPOLLERR) != 0 && !c.dead {
			p.read(c)
		}
	}
}

// EpollWait counts in milliseconds: what is due sooner would be waited for by asking without a pause, on a core that others need.
const epollPwait2 = 441 // epoll_pwait2(2), Linux 5.11

func (p *loop) await(atMost time.Duration) int {
	timeout := syscall.NsecToTimespec(int64(max(0, int(atMost))))
	n, _, errno := syscall.Syscall6(epollPwait2, uintptr(p.epoll), uintptr(unsafe.Pointer(&p.events[0])), uintptr(len(p.events)),
		uintptr(unsafe.Pointer(&timeout)), 0, 0)
	if errno == syscall.EINTR {
		return 0
	}
	if errno != 0 {
		panic(errno)
	}
	return int(n)
}

func (p *loop) writable(c *conn, wanted bool) {
	if c.dead {
		return
	}
	events := uint32(syscall.EPOLLIN)
	if wanted {
		events |= syscall.EPOLLOUT
	}
	_ = syscall.EpollCtl(p.epoll, syscall.EPOLL_CTL_MOD, c.fd, &syscall.EpollEvent{Events: events, Fd: int32(c.fd)})
}

func (p *loop) flush(c *conn) {
	for len(c.out) > 0 && !c.dead {
		n, err := syscall.Write(c.fd, c.out)
		if err == syscall.EAGAIN {
			return
		}
		if err != nil {
			p.lose(c, err.Error())
			return
		}
		c.out = c.out[n:]
	}
	c.out = nil
}

// write sends now what can be sent now.
func (p *loop) write(c *conn, data []byte) {
	if c.dead {
		return
	}
	n := 0
	if len(c.out) == 0 {
		var err error
		if n, err = syscall.Write(c.fd, data); err != nil && err != syscall.EAGAIN {
			p.lose(c, err.Error())
			return
		}
		n = max(n, 0)
	}
	if n < len(data) {
		c.out = append(c.out, data[n:]...)
		p.writable(c, true)
	}
}

func (p *loop) read(c *conn) {
	had := copy(p.buffer, c.carry)
	if had == len(p.buffer) {
		p.buffer = append(p.buffer, make([]byte, len(p.buffer))...)
	}
	n, err := syscall.Read(c.fd, p.buffer[had:])
	if err == syscall.EAGAIN {
		return
	}
	if err != nil || n == 0 {
		p.lose(c, fmt.Sprintf("closed by the server (%v)", err))
		return
	}
	p.reads++
	p.bytes += n
	data := p.buffer[:had+n]
	p.load.now = time.Now().UnixNano()
	if c.asker == nil && !c.open {
		size, err := upgraded(data)
		if err != nil {
			p.lose(c, err.Error())
			return
		}
		if size > 0 {
			c.open = true
			data = data[size:]
			p.load.dialect.opened(c)
		}
	}
	if c.asker != nil {
		data = p.load.answered(c, data)
	} else if c.open {
		data = p.frames(c, data)
	}
	c.carry = append(c.carry[:0], data...)
	if len(data) == 0 && cap(c.carry) > 4096 {
		c.carry = nil
	}
}

// frames works on all that are whole, and answers what is left.
func (p *loop) frames(c *conn, data []byte) []byte {
	for !c.dead {
		opcode, fin, payload, size := nextFrame(data)
		if size == 0 {
			break
		}
		data = data[size:]
		switch {
		case opcode == opPing:
			p.write(c, frame(nil, opPong, payload))
		case opcode == opClose:
			p.lose(c, fmt.Sprintf("closed: %q", payload))
		case opcode == opPong:
		case !fin || len(c.whole) > 0:
			c.whole = append(c.whole, payload...)
			if fin {
				whole := c.whole
				c.whole = nil
				p.load.dialect.take(c, whole)
			}
		default:
			p.load.dialect.take(c, payload)
		}
	}
	return data
}

// stall stops reading, as a sleeping phone or a lost network would; the connection stays.
func (p *loop) stall(c *conn) {
	_ = syscall.SetsockoptInt(c.fd, syscall.SOL_SOCKET, syscall.SO_RCVBUF, 4096)
	_ = syscall.EpollCtl(p.epoll, syscall.EPOLL_CTL_DEL, c.fd, nil)
	delete(p.conns, c.fd)
}

func (p *loop) lose(c *conn, why string) {
	if c.dead {
		return
	}
	c.dead = true
	delete(p.conns, c.fd)
	syscall.Close(c.fd)
	p.load.lost(c, why)
}

func max(a, b int) int {
	if a > b {
		return a
	}
	return b
}

func min[T int | time.Duration](a, b T) T {
	if a < b {
		return a
	}
	return b
}
