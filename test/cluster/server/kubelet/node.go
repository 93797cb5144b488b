package main

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"k8s.io/cri-streaming/pkg/streaming/remotecommand"
)

const idleTimeout = 4 * time.Hour

// node answers what the API server asks of a kubelet: /exec and /containerLogs of NAMESPACE/POD/CONTAINER.
type node struct {
	file      string
	sandboxes *sandboxes
}

func (n *node) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	parts := strings.Split(strings.TrimPrefix(r.URL.Path, "/"), "/")
	if len(parts) != 4 {
		http.NotFound(w, r)
		return
	}
	known, found, err := find(n.file, parts[1], parts[2], parts[3])
	switch {
	case err != nil:
		http.Error(w, err.Error(), http.StatusInternalServerError)
	case !known:
		http.Error(w, "pod does not exist", http.StatusNotFound)
	case parts[0] == "exec":
		n.exec(w, r, found, parts[3])
	case parts[0] == "containerLogs":
		serveLogs(w, r, found, parts[2], parts[3])
	default:
		http.NotFound(w, r)
	}
}

func (n *node) exec(w http.ResponseWriter, r *http.Request, found *container, name string) {
	if found == nil {
		http.Error(w, fmt.Sprintf("container not found (%q)", name), http.StatusInternalServerError)
		return
	}
	options, err := remotecommand.NewOptions(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	run := &execution{container: found, sandboxes: n.sandboxes}
	remotecommand.ServeExec(w, r, run, found.Pod, "", name, r.URL.Query()["command"], options,
		idleTimeout, remotecommand.DefaultStreamCreationTimeout, remotecommand.SupportedStreamingProtocols)
}
