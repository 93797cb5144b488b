// Kubelet serves exec and logs of containers as a node's agent does, behind a real API server. It runs no pods:
// what stands for a container is a folder and a network namespace, told by a file.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"flag"
	"io"
	"log"
	"net/http"
	"os"
)

func main() {
	if len(os.Args) == 4 && os.Args[1] == "pause" {
		log.Fatal(pause(os.Args[2], os.Args[3]))
	}
	address := flag.String("address", "127.0.0.1:10250", "where to listen")
	containers := flag.String("containers", "", "file that tells the containers of this node; read at each request")
	certificate := flag.String("tls-cert-file", "", "serving certificate")
	key := flag.String("tls-private-key-file", "", "its key")
	clients := flag.String("client-ca-file", "", "authority of the API server's client certificate")
	flag.Parse()

	authority, err := os.ReadFile(*clients)
	if err != nil {
		log.Fatal(err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(authority) {
		log.Fatal(errors.New("no certificate in " + *clients))
	}
	sandboxes := newSandboxes()
	go endWithStarter(sandboxes)
	server := &http.Server{
		Addr:      *address,
		Handler:   &node{file: *containers, sandboxes: sandboxes},
		TLSConfig: &tls.Config{ClientCAs: pool, ClientAuth: tls.RequireAndVerifyClientCert},
		// An HTTP/2 connection cannot be upgraded to SPDY.
		TLSNextProto: map[string]func(*http.Server, *tls.Conn, http.Handler){},
	}
	log.Fatal(server.ListenAndServeTLS(*certificate, *key))
}

// endWithStarter waits for the end of stdin, which comes however the starting process ended.
func endWithStarter(sandboxes *sandboxes) {
	_, _ = io.Copy(io.Discard, os.Stdin)
	sandboxes.end()
	os.Exit(0)
}
