"""What an idle connection costs: memory for each of many, and the latency of a request among them."""

import os
import re
import socket
import statistics
import subprocess
import time

from jcornbench import processes
from jcornbench.catalogue import NotAvailable
from jcornbench.measure import LOADS, say, wrk
from jcornbench.running import RunningServer

REQUEST = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
PROBES = 200
SETTLE_SECONDS = 3


class Client:
    """A kept connection."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.rest = b""

    def ask(self):
        self.socket.sendall(REQUEST)
        while b"Hello, world!\n" not in self.rest:
            piece = self.socket.recv(4096)
            if not piece:
                raise NotAvailable("it closed a connection that was to be kept")
            self.rest += piece
        # The last chunk of a chunked answer may still be on its way, and is skipped with the next one.
        self.rest = b""

    def close(self):
        self.socket.close()


def measure(servers, options):
    """Each server alone, with one worker: the figures are differences, and some are small."""
    results, missing = {}, {}
    for server in servers:
        say(f"idle: {server.name}")
        try:
            with RunningServer(server, options, workers=1) as running:
                results[server.name] = measure_one(running, options)
        except (NotAvailable, OSError, subprocess.TimeoutExpired) as e:
            missing[server.name] = str(e)
    return {
        "scenario": "idle",
        "does": f"{options.idle_connections:,} connections that have had one request, one worker",
        "servers": results,
        "not_available": missing,
    }


def measure_one(running, options):
    # Warm first: code, threads and the heap of the load are not the connections' memory.
    wrk(LOADS[0], running.port, options.warm)
    running.settle()
    before = running.memory_kib()
    clients = []
    try:
        for _ in range(options.idle_connections):
            clients.append(Client(running.port))
            clients[-1].ask()
        time.sleep(SETTLE_SECONDS)
        after = running.memory_kib()
        latencies = probe(clients[len(clients) // 2])
        # Neither the oldest nor the newest may have been closed meanwhile.
        for client in (clients[0], clients[-1]):
            client.ask()
        live = live_heap(running, options)
    finally:
        for client in clients:
            client.close()
    running.settle()
    live_without = live_heap(running, options) if live else None
    count = options.idle_connections
    return {
        "memory_kib_before": before,
        "memory_kib_after": after,
        "bytes_per_connection": (after - before) * 1024 / count,
        "live_heap_bytes_per_connection": (live - live_without) / count if live and live_without else None,
        "median_micros": statistics.median(latencies),
        "max_micros": max(latencies),
    }


def probe(client):
    latencies = []
    for _ in range(PROBES):
        start = time.perf_counter()
        client.ask()
        latencies.append((time.perf_counter() - start) * 1e6)
        time.sleep(0.01)
    return latencies


def live_heap(running, options):
    """Bytes that are reachable in the heaps of those JVMs of the tree that serve, or None without a JVM.

    jcmd collects garbage for this; so it comes after everything else. The arbiter is left alone: the signal by which jcmd
    announces itself to a JVM means a quick stop to it.
    """
    if running.server.kind == "native":
        return None
    jcmd = os.path.join(options.java_home, "bin", "jcmd")
    total = 0
    for process in serving(running.process.pid):
        said = subprocess.run([jcmd, str(process), "GC.class_histogram"], capture_output=True, text=True, timeout=60)
        sums = re.search(r"^Total\s+\d+\s+(\d+)", said.stdout, re.M)
        if not sums:
            return None
        total += int(sums.group(1))
    return total


def serving(pid):
    """The processes of the tree that have no children."""
    return [process for process in processes.tree(pid) if len(processes.tree(process)) == 1]
