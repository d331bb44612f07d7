#!/usr/bin/env python3
"""Compares the CPU that a request costs: jcorn's sync worker, nginx and Gunicorn's sync worker, `Connection: close`.

Usage: bench/close.py [ROUNDS] [SECONDS]

Starts all three with two workers each, warms them, then measures them in turn with wrk. CPU is that of the whole process
tree, user and system, from /proc; only the ratios within one run mean anything. Needs nginx, gunicorn and wrk.
"""

import glob
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DIST = os.path.join(ROOT, "jcorn-dist", "target", "jcorn")
TICK = os.sysconf("SC_CLK_TCK")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def descendants(pid):
    found = [pid]
    for entry in found:
        # Per thread: a JVM spawns from a thread that is not its first.
        for children in glob.glob(f"/proc/{entry}/task/*/children"):
            try:
                with open(children) as file:
                    found += [int(child) for child in file.read().split()]
            except OSError:
                continue
    return found


def cpu_seconds(pid):
    total = 0
    for process in descendants(pid):
        try:
            with open(f"/proc/{process}/stat") as stat:
                fields = stat.read().rsplit(")", 1)[1].split()
            total += int(fields[11]) + int(fields[12])
        except OSError:
            continue
    return total / TICK


def pss_kib(pid):
    total = 0
    for process in descendants(pid):
        with open(f"/proc/{process}/smaps_rollup") as rollup:
            total += int(re.search(r"^Pss:\s+(\d+)", rollup.read(), re.M).group(1))
    return total


class Server:
    def __init__(self, name, command, port, cwd):
        self.name, self.port = name, port
        self.log = open(os.path.join(cwd, f"{name}.log"), "wb")
        self.process = subprocess.Popen(command, cwd=cwd, stdout=self.log, stderr=self.log)
        self.costs, self.rates = [], []

    def await_ready(self):
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                with socket.create_connection(("127.0.0.1", self.port), 1):
                    return
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.05)
        sys.exit(f"{self.name} did not start, see {self.log.name}")

    def load(self, seconds):
        before = cpu_seconds(self.process.pid)
        output = subprocess.run(
            ["wrk", "-t2", "-c16", f"-d{seconds}", "-H", "Connection: close", f"http://127.0.0.1:{self.port}/"],
            capture_output=True, text=True, check=True).stdout
        used = cpu_seconds(self.process.pid) - before
        requests = int(re.search(r"(\d+) requests in", output).group(1))
        if "Non-2xx" in output or re.search(r"Socket errors: connect [1-9]", output):
            sys.exit(f"{self.name}: {output}")
        return used / requests * 1e6, float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1))

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    seconds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with tempfile.TemporaryDirectory() as work:
        ports = [free_port() for _ in range(3)]
        with open(os.path.join(work, "nginx.conf"), "w") as conf:
            conf.write(f"""daemon off; worker_processes 2; error_log {work}/nginx-error.log; pid {work}/nginx.pid;
                events {{ worker_connections 1024; }}
                http {{ access_log off; client_body_temp_path {work}/b; proxy_temp_path {work}/p; fastcgi_temp_path {work}/f;
                uwsgi_temp_path {work}/u; scgi_temp_path {work}/s; default_type text/plain;
                server {{ listen 127.0.0.1:{ports[1]} backlog=2048; location / {{ return 200 "Hello, world!\\n"; }} }} }}""")
        with open(os.path.join(work, "hello.py"), "w") as app:
            app.write("def app(environ, start_response):\n"
                      "    start_response('200 OK', [('Content-Type', 'text/plain'), ('Content-Length', '14')])\n"
                      "    return [b'Hello, world!\\n']\n")
        with open(os.path.join(DIST, "examples", "Hello.java")) as source:
            with open(os.path.join(work, "Hello.java"), "w") as copy:
                copy.write(source.read())
        servers = [
            Server("jcorn", [os.path.join(DIST, "bin", "jcorn"), "-w2", f"-b127.0.0.1:{ports[0]}", "Hello:app"],
                   ports[0], work),
            Server("nginx", ["nginx", "-c", os.path.join(work, "nginx.conf")], ports[1], work),
            Server("gunicorn", ["gunicorn", "-w2", f"-b127.0.0.1:{ports[2]}", "hello:app"], ports[2], work),
        ]
        try:
            for server in servers:
                server.await_ready()
            for server in servers:
                server.load(seconds)
            for _ in range(rounds):
                for server in servers:
                    cost, rate = server.load(seconds)
                    server.costs.append(cost)
                    server.rates.append(rate)
            nginx = servers[1]
            print(f"{'server':10} {'µs CPU/request':>15} {'requests/s':>11} {'× nginx':>8} {'PSS MiB':>8}")
            for server in servers:
                cost = statistics.median(server.costs)
                print(f"{server.name:10} {cost:15.1f} {statistics.median(server.rates):11.0f} "
                      f"{cost / statistics.median(nginx.costs):8.2f} {pss_kib(server.process.pid) / 1024:8.1f}")
        finally:
            for server in servers:
                server.stop()


main()
