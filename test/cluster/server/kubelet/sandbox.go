package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"syscall"
)

// sandbox is a paused process that holds the namespaces of a container. Whatever runs in them ends with it.
type sandbox struct {
	process *exec.Cmd
	alive   io.Closer
}

// sandboxes are those of this node by container.
type sandboxes struct {
	lock sync.Mutex
	by   map[string]*sandbox
}

func newSandboxes() *sandboxes { return &sandboxes{by: map[string]*sandbox{}} }

// enter gives the process whose namespaces are those of a container, which is started when first asked for.
func (s *sandboxes) enter(c *container) (pid int, err error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	key := c.Root + " " + c.Network
	if known, ok := s.by[key]; ok {
		return known.process.Process.Pid, nil
	}
	started, err := startSandbox(c)
	if err != nil {
		return 0, fmt.Errorf("failed to start the sandbox of %s/%s: %w", c.Namespace, c.Pod, err)
	}
	s.by[key] = started
	return started.process.Process.Pid, nil
}

func startSandbox(c *container) (*sandbox, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	argv := []string{self, "pause", c.Root, c.Cgroup}
	if c.Network != "" {
		argv = append([]string{"nsenter", "--net=" + c.Network, "--"}, argv...)
	}
	process := exec.Command(argv[0], argv[1:]...)
	process.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags: syscall.CLONE_NEWNS | syscall.CLONE_NEWPID | syscall.CLONE_NEWIPC,
	}
	process.Stderr = os.Stderr
	alive, err := process.StdinPipe()
	if err != nil {
		return nil, err
	}
	ready, err := process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := process.Start(); err != nil {
		return nil, err
	}
	if _, err := io.ReadFull(ready, make([]byte, len(pauseReady))); err != nil {
		_ = process.Wait()
		return nil, err
	}
	return &sandbox{process: process, alive: alive}, nil
}

// end ends all sandboxes and waits until they are gone.
func (s *sandboxes) end() {
	s.lock.Lock()
	defer s.lock.Unlock()
	for key, each := range s.by {
		_ = each.alive.Close()
		_ = each.process.Wait()
		delete(s.by, key)
	}
}
