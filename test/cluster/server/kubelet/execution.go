package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"k8s.io/cri-streaming/pkg/streaming/remotecommand"
	utilexec "k8s.io/utils/exec"
)

// execution runs argument vectors in a container, as the streaming library asks.
type execution struct {
	container *container
	sandboxes *sandboxes
}

// ExecInContainer runs a program that the container has, with its environment, and gives its exit code as a
// CodeExitError. There are no terminals. A program whose client has gone is left to itself, as runtimes do.
func (e *execution) ExecInContainer(_ context.Context, _, _, _ string, argv []string, in io.Reader,
	out, complaints io.WriteCloser, tty bool, _ <-chan remotecommand.TerminalSize, _ time.Duration) error {
	if tty {
		return fmt.Errorf("no terminal can be had here")
	}
	if len(argv) == 0 {
		return fmt.Errorf("command is required")
	}
	pid, err := e.sandboxes.enter(e.container)
	if err != nil {
		return err
	}
	root := fmt.Sprintf("/proc/%d/root", pid)
	if !e.has(root, argv[0]) {
		return fmt.Errorf("exec: %q: executable file not found in $PATH: unknown", argv[0])
	}
	user := strconv.Itoa(e.container.User)
	enter := []string{"--target", strconv.Itoa(pid), "--mount", "--pid", "--net", "--ipc", "--root", "--wd",
		"--setuid", user, "--setgid", user, "--"}
	process := exec.Command("nsenter", append(enter, argv...)...)
	process.Env = e.container.Environment
	process.Stdout, process.Stderr = writer(out), writer(complaints)
	return run(process, in)
}

// run waits for the program and not for the end of its input, which the client may keep open.
func run(process *exec.Cmd, in io.Reader) error {
	if in != nil {
		pipe, err := process.StdinPipe()
		if err != nil {
			return err
		}
		go func() {
			defer pipe.Close()
			_, _ = io.Copy(pipe, in)
		}()
	}
	err := process.Run()
	var ended *exec.ExitError
	if !errors.As(err, &ended) {
		return err
	}
	code := ended.ExitCode()
	if status, ok := ended.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		code = 128 + int(status.Signal())
	}
	return utilexec.CodeExitError{Err: ended, Code: code}
}

// has tells whether a program can be found, so that its absence is told as a runtime tells it.
func (e *execution) has(root, program string) bool {
	places := []string{program}
	if !strings.Contains(program, "/") {
		places = nil
		for _, entry := range e.container.Environment {
			if path, ok := strings.CutPrefix(entry, "PATH="); ok {
				for _, folder := range filepath.SplitList(path) {
					places = append(places, filepath.Join(folder, program))
				}
			}
		}
	}
	for _, place := range places {
		stat, err := os.Stat(filepath.Join(root, place))
		if err == nil && stat.Mode().IsRegular() && stat.Mode()&0o111 != 0 {
			return true
		}
	}
	return false
}

// writer keeps an absent stream from becoming an interface that is not nil.
func writer(stream io.WriteCloser) io.Writer {
	if stream == nil {
		return nil
	}
	return stream
}
