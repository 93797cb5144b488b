#!/usr/bin/env python3
"""Joins two network namespaces by a link that holds every packet back for a while.

    tundelay.py NAMESPACE NAMESPACE ONE_WAY_MS

Each namespace gets the TUN device `delayed`, without an address. Prints `ready` once both exist, and ends, taking
the devices along, when its standard input ends. For kernels without netem. Needs root and /dev/net/tun.
"""

import ctypes
import fcntl
import heapq
import os
import select
import struct
import sys
import time

CLONE_NEWNET = 0x40000000
TUNSETIFF = 0x400454CA
IFF_TUN, IFF_NO_PI = 0x0001, 0x1000
LARGEST_PACKET = 65536

libc = ctypes.CDLL(None, use_errno=True)


def enter(namespace):
    with open(f"/run/netns/{namespace}", "rb") as handle:
        if libc.setns(handle.fileno(), CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), f"setns {namespace}")


def open_tun(namespace):
    enter(namespace)
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH22x", b"delayed", IFF_TUN | IFF_NO_PI))
    return device


def waiting_packets(device):
    while True:
        try:
            yield os.read(device, LARGEST_PACKET)
        except BlockingIOError:
            return


def deliver(device, packet):
    try:
        os.write(device, packet)
    except OSError:
        pass  # The device is down: the packet is lost, as on a cut line.


def forward(first, second, delay):
    """Moves packets both ways until standard input ends."""
    other = {first: second, second: first}
    held = []
    order = 0
    while True:
        wait = max(0, held[0][0] - time.monotonic()) if held else None
        readable = select.select([first, second, sys.stdin], [], [], wait)[0]
        if sys.stdin in readable and not sys.stdin.buffer.read1(1):
            return
        for device in readable:
            if device is sys.stdin:
                continue
            for packet in waiting_packets(device):
                order += 1  # Packets that are due at once leave in the order of their arrival.
                heapq.heappush(held, (time.monotonic() + delay, order, other[device], packet))
        while held and held[0][0] <= time.monotonic():
            _, _, device, packet = heapq.heappop(held)
            deliver(device, packet)


def main():
    first, second, one_way_ms = sys.argv[1:]
    ends = open_tun(first), open_tun(second)
    print("ready", flush=True)
    forward(*ends, float(one_way_ms) / 1000)


main()
