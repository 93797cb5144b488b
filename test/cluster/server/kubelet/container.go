package main

import (
	"encoding/json"
	"os"
)

// container is what stands for a container of a pod.
type container struct {
	Namespace string `json:"namespace"`
	Pod       string `json:"pod"`
	Name      string `json:"name"`
	// Root is the folder that its processes see as /.
	Root string `json:"root"`
	// Cgroup is the folder with the files of its control group.
	Cgroup string `json:"cgroup"`
	// Network is the file of its network namespace; the machine's own when empty.
	Network     string   `json:"network"`
	Environment []string `json:"environment"`
	User        int      `json:"user"`
	// Logs are files in the format that container runtimes write.
	Logs         string `json:"logs"`
	PreviousLogs string `json:"previousLogs"`
}

// find tells whether the file knows the pod, and the container if it is one of the pod's.
func find(file, namespace, pod, name string) (known bool, found *container, err error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return false, nil, err
	}
	var all []container
	if err := json.Unmarshal(text, &all); err != nil {
		return false, nil, err
	}
	for i := range all {
		if all[i].Namespace != namespace || all[i].Pod != pod {
			continue
		}
		known = true
		if all[i].Name == name {
			return true, &all[i], nil
		}
	}
	return known, nil, nil
}
