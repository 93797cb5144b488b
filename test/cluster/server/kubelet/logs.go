package main

import (
	"fmt"
	"net/http"
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/cri-client/pkg/logs"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	_ "k8s.io/kubernetes/pkg/apis/core/install" // How PodLogOptions stand in a query.
)

// serveLogs writes what a container logged, by the options of the API's pods/log. It does not follow.
func serveLogs(w http.ResponseWriter, r *http.Request, found *container, pod, name string) {
	options := &v1.PodLogOptions{}
	query := r.URL.Query()
	if err := legacyscheme.ParameterCodec.DecodeParameters(query, v1.SchemeGroupVersion, options); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if found == nil {
		http.Error(w, fmt.Sprintf("container %q not found in pod %q", name, pod), http.StatusNotFound)
		return
	}
	file, which := found.Logs, "container"
	if options.Previous {
		file, which = found.PreviousLogs, "previous terminated container"
	}
	if file == "" {
		http.Error(w, fmt.Sprintf("%s %q in pod %q not found", which, name, pod), http.StatusBadRequest)
		return
	}
	how := &logs.LogOptions{
		TailLines:  options.TailLines,
		LimitBytes: options.LimitBytes,
		Timestamp:  options.Timestamps,
	}
	if options.SinceSeconds != nil {
		how.Since = time.Now().Add(-time.Duration(*options.SinceSeconds) * time.Second)
	}
	if err := logs.ReadLogs(r.Context(), file, "", how, nil, w, w); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}
