"""Measures servers under load, in turn."""

import contextlib
import os
import re
import subprocess
import sys
import time
from dataclasses import asdict, dataclass

from jcornbench.catalogue import BENCH, NotAvailable
from jcornbench.running import RunningServer


@dataclass(frozen=True)
class Load:
    """What wrk does to a server."""

    name: str
    does: str
    path: str = "/"
    connections: int = 64
    fields: tuple = ()


LOADS = (
    Load("keepalive", "GET /, 14 bytes, 64 connections"),
    Load("close", "GET / with Connection: close, 64 at a time", fields=("Connection: close",)),
    Load("echo", "POST /echo, 1 KiB there and back, 64 connections", path="/echo"),
    Load("body", "GET /body, 100 KiB, 64 connections", path="/body"),
    Load("sleep", "GET /sleep, 20 ms, 1,000 connections", path="/sleep", connections=1000),
    Load("connections", "GET /, 14 bytes, 1,000 connections", connections=1000),
)


@dataclass(frozen=True)
class Sample:
    """One server in one round."""

    requests_per_second: float
    cpu_micros: float
    p50_micros: int
    p99_micros: int
    errors: int


def wrk(load, port, seconds):
    """Run wrk; a dict of the numbers that load.lua prints."""
    fields = [part for field in load.fields for part in ("-H", field)]
    command = ["wrk", "--threads", "2", "--connections", str(load.connections), "--duration", f"{seconds}s",
               "--script", os.path.join(BENCH, "load.lua"), *fields, f"http://127.0.0.1:{port}{load.path}",
               "--", load.name]
    said = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 60)
    numbers = dict(re.findall(r"(\w+)=(\d+)", said.stdout.partition("RESULT")[2]))
    if not numbers:
        raise NotAvailable(f"wrk failed: {(said.stderr or said.stdout).strip()[-200:]}")
    return {name: int(number) for name, number in numbers.items()}


def sample(running, load, seconds):
    before = running.cpu_seconds()
    numbers = wrk(load, running.port, seconds)
    # What the server still does for connections that wrk has just left belongs to this measurement, not to the next.
    time.sleep(0.2)
    used = running.cpu_seconds() - before
    if not running.alive():
        raise NotAvailable(f"it ended under load: {running.last_words()}")
    requests = numbers["requests"]
    if not requests:
        raise NotAvailable("it answered no request under load")
    return Sample(
        requests_per_second=requests / numbers["micros"] * 1e6,
        cpu_micros=used / requests * 1e6,
        p50_micros=numbers["p50"],
        p99_micros=numbers["p99"],
        errors=sum(numbers[kind] for kind in ("connect", "read", "write", "timeout", "status")))


class Side:
    """The servers of one scenario that run side by side, and those that turned out not to be available."""

    def __init__(self, stack):
        self.stack, self.running, self.missing = stack, [], {}

    def start(self, servers, options):
        for server in servers:
            with self.guard(server.name):
                self.running.append(self.stack.enter_context(RunningServer(server, options, options.workers)))

    def each(self, action):
        """The results of an action on each server in turn; one that fails is left out from then on."""
        results = {}
        for running in list(self.running):
            with self.guard(running.name):
                results[running.name] = action(running)
        self.running = [running for running in self.running if running.name not in self.missing]
        return results

    @contextlib.contextmanager
    def guard(self, name):
        try:
            yield
        except (NotAvailable, subprocess.TimeoutExpired) as e:
            self.missing[name] = str(e)


def measure(load, servers, options):
    """All rounds of one scenario: A B C, A B C, …, so that what else the machine does meets all of them.

    Servers are started afresh, so that no scenario runs on code that another one had compiled.
    """
    with contextlib.ExitStack() as stack:
        side = Side(stack)
        say(f"{load.name}: starting, warming for {options.warm} s each")
        side.start(servers, options)
        side.each(lambda running: wrk(load, running.port, options.warm))
        side.each(RunningServer.settle)
        rounds = []
        for number in range(options.rounds):
            say(f"{load.name}: round {number + 1} of {options.rounds}")
            rounds.append(side.each(lambda running: sample(running, load, options.seconds)))
        memory = side.each(RunningServer.memory_kib)
        return {
            "scenario": load.name,
            "does": load.does,
            "servers": {
                running.name: {
                    "rounds": [asdict(round_[running.name]) for round_ in rounds],
                    "memory_kib": memory[running.name],
                }
                for running in side.running
            },
            "not_available": side.missing,
        }


def say(line):
    print(f"  {line}", file=sys.stderr, flush=True)
