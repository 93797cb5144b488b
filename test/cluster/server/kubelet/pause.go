package main

import (
	"io"
	"os"
	"path/filepath"
	"syscall"
)

const pauseReady = "ready\n"

// Shared libraries and the modules of interpreters, which every container sees. Programs it has only of its own.
var libraries = []string{"/lib", "/lib64", "/usr/lib", "/usr/lib64"}

var kernelPlaces = map[string]string{"proc": "proc", "sysfs": "sys"}

var devices = []string{"/dev/null", "/dev/zero", "/dev/random", "/dev/urandom"}

// pause makes a folder the root of a mount namespace of its own, with another as its control group, and stays until
// stdin ends. As the first process of its process namespace it takes with it whatever else runs there.
func pause(root, cgroup string) error {
	if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
		return err
	}
	for _, folder := range libraries {
		if err := share(root, folder); err != nil {
			return err
		}
	}
	for _, device := range devices {
		if err := bind(root, device, 0); err != nil {
			return err
		}
	}
	// Of the namespaces that this process is in.
	for _, kind := range []string{"proc", "sysfs"} {
		if err := mountKernel(kind, filepath.Join(root, kernelPlaces[kind])); err != nil {
			return err
		}
	}
	if err := syscall.Mount(cgroup, filepath.Join(root, "sys/fs/cgroup"), "", syscall.MS_BIND, ""); err != nil {
		return err
	}
	if err := syscall.Chroot(root); err != nil {
		return err
	}
	if err := os.Chdir("/"); err != nil {
		return err
	}
	if _, err := os.Stdout.WriteString(pauseReady); err != nil {
		return err
	}
	_, err := io.Copy(io.Discard, os.Stdin)
	if err == nil {
		os.Exit(0)
	}
	return err
}

func mountKernel(kind, place string) error {
	if err := os.MkdirAll(place, 0o755); err != nil {
		return err
	}
	flags := uintptr(syscall.MS_NOSUID | syscall.MS_NODEV | syscall.MS_NOEXEC)
	if kind == "sysfs" {
		flags |= syscall.MS_RDONLY
	}
	return syscall.Mount(kind, place, kind, flags, "")
}

// share shows a folder of the machine in root, read-only; a link is made again, since /lib may be one.
func share(root, folder string) error {
	stat, err := os.Lstat(folder)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if stat.Mode()&os.ModeSymlink == 0 {
		return bind(root, folder, syscall.MS_RDONLY)
	}
	target, err := os.Readlink(folder)
	if err != nil {
		return err
	}
	if err := os.Symlink(target, filepath.Join(root, folder)); err != nil && !os.IsExist(err) {
		return err
	}
	return nil
}

func bind(root, path string, flags uintptr) error {
	stat, err := os.Stat(path)
	if err != nil {
		return err
	}
	place := filepath.Join(root, path)
	if err := os.MkdirAll(filepath.Dir(place), 0o755); err != nil {
		return err
	}
	if stat.IsDir() {
		err = os.MkdirAll(place, 0o755)
	} else {
		err = os.WriteFile(place, nil, 0o644)
	}
	if err != nil {
		return err
	}
	if err := syscall.Mount(path, place, "", syscall.MS_BIND, ""); err != nil {
		return err
	}
	if flags == 0 {
		return nil
	}
	return syscall.Mount("", place, "", syscall.MS_BIND|syscall.MS_REMOUNT|flags, "")
}
