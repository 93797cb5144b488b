#!/usr/bin/env python3
"""Listens on a port, fills its own accept queue, and never accepts.

    hoarder.py PORT
"""

import socket
import sys
import time

port = int(sys.argv[1])
listener = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("::", port))
listener.listen(0)
# A queue of length 0 holds one connection; one more shows that it is full.
waiting = []
for _ in range(2):
    client = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
    client.setblocking(False)
    client.connect_ex(("::1", port))
    waiting.append(client)
    time.sleep(0.05)
time.sleep(1_000_000)
