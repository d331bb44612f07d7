#!/usr/bin/env python3
"""Measures what an access log in a file costs: jcorn's netty worker and Gunicorn's gthread, each with and without.

All four run side by side and are measured in turn, GET / on 64 connections that are kept. Only the ratios within one run
mean anything. It fails if jcorn keeps less than 0.85 of its throughput, or less than Gunicorn keeps.
"""

import argparse
import os
import statistics
import sys

from jcornbench import build, measure, report
from jcornbench.catalogue import TARGET, Server, gunicorn, jcorn

LEAST = 0.85
KEEPALIVE = next(load for load in measure.LOADS if load.name == "keepalive")


def logged(command):
    def with_log(place):
        plain = command(place)
        return [plain[0], "--access-logfile", os.path.join(place.directory, "access.log"), *plain[1:]]

    return with_log


def pair(name, kind, options, command):
    return (Server(name, kind, options, command),
            Server(f"{name}-logged", kind, f"{options} --access-logfile access.log", logged(command)))


NETTY, GUNICORN = "jcorn-netty", "gunicorn-gthread"
SERVERS = (*pair(NETTY, "jcorn", "-k netty", jcorn("-k", "netty")),
           *pair(GUNICORN, "native", "-k gthread --threads 8", gunicorn("-k", "gthread", "--threads", "8")))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9, help="how often each is measured (%(default)s)")
    parser.add_argument("--seconds", type=int, default=4, help="how long each time (%(default)s)")
    parser.add_argument("--warm", type=int, default=20, help="seconds of the same load before (%(default)s)")
    parser.add_argument("--workers", type=int, default=2, help="worker processes (%(default)s)")
    parser.add_argument("--jdk", metavar="PATH", help="the JDK to use; JAVA_HOME or that of the java on PATH by default")
    options = parser.parse_args()
    options.java_home = build.java_home(options.jdk)
    options.peer_option = []
    return options


def kept(servers, name, figure="requests_per_second"):
    """What is left of a figure with the log: the median of the ratios of the rounds."""
    return statistics.median(with_log[figure] / without[figure] for with_log, without
                             in zip(servers[f"{name}-logged"]["rounds"], servers[name]["rounds"]))


def main():
    options = arguments()
    os.makedirs(TARGET, exist_ok=True)
    build.build(SERVERS, options)
    result = measure.measure(KEEPALIVE, SERVERS, options)
    if result["not_available"]:
        sys.exit(f"bench: error: {result['not_available']}")
    servers = result["servers"]
    print(f"JDK {options.java_home}, {KEEPALIVE.does}, medians of {options.rounds}\n")
    print("\n".join(report.figures(servers)) + "\n")
    ratios = {name: kept(servers, name) for name in (NETTY, GUNICORN)}
    for name, ratio in ratios.items():
        cost = kept(servers, name, "cpu_micros")
        print(f"{name}: {ratio:.2f} of its requests/s with an access log, {cost:.2f} of its CPU/request")
    if ratios[NETTY] < max(LEAST, ratios[GUNICORN]):
        sys.exit(f"bench: error: {NETTY} keeps too little")


if __name__ == "__main__":
    main()
