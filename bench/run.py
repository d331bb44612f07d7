#!/usr/bin/env python3
"""Measures jcorn, nginx, Gunicorn and Java servers side by side, and prints figures and ratios.

Every server gets two processors' worth of resources: jcorn, nginx and Gunicorn two workers each, Netty and Undertow two
event loops, the other Java servers what they take by default. Java peers are one JVM each with -Xmx512m and no other
option; jcorn's JVMs run as jcorn starts them. CPU is that of the whole process tree, user and system; wrk's is not
counted, but wrk shares the machine. Only the ratios within one run mean anything. See docs/benchmarks.md.
"""

import argparse
import json
import os
import platform
import resource
import shutil
import signal
import subprocess
import sys
from datetime import datetime, timezone

from jcornbench import build, catalogue, check, idle, measure, report
from jcornbench.running import RunningServer

ALL = "all"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scenario", default=ALL, metavar="NAME,...", help=f"{', '.join(catalogue.ALL)} or {ALL} (default)")
    parser.add_argument("--servers", default="", metavar="NAME,...", help="which servers; all by default, see --list")
    parser.add_argument("--rounds", type=int, default=3, help="how often each server is measured (%(default)s)")
    parser.add_argument("--seconds", type=int, default=4, help="how long each time (%(default)s)")
    parser.add_argument("--warm", type=int, default=5, help="seconds of the same load before (%(default)s)")
    parser.add_argument("--workers", type=int, default=2, help="worker processes or event loops (%(default)s)")
    parser.add_argument("--idle-connections", type=int, default=10_000, metavar="N", help="(%(default)s)")
    parser.add_argument("--jdk", metavar="PATH", help="the JDK to use; JAVA_HOME or that of the java on PATH by default")
    parser.add_argument("--peer-option", action="append", default=[], metavar="OPTION",
                        help="an option for the JVMs of the Java peers, such as -XX:+UseSerialGC")
    parser.add_argument("--json", default=os.path.join(catalogue.TARGET, "results.json"), metavar="FILE",
                        help="where all samples are written (%(default)s)")
    parser.add_argument("--list", action="store_true", help="list the servers and end")
    parser.add_argument("--check", action="store_true", help="only start each server and compare its answers; "
                        "fails on a difference, or when a server named by --servers does not start")
    options = parser.parse_args()
    options.java_home = build.java_home(options.jdk)
    return options


def chosen(given, known, what):
    names = [name for name in given.split(",") if name and name != ALL]
    for name in names:
        if name not in known:
            sys.exit(f"bench: error: no {what} '{name}'; there are {', '.join(known)}")
    return [name for name in known if name in names] if names else list(known)


def raise_file_limit(connections):
    """Servers inherit it."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    if hard != resource.RLIM_INFINITY and hard < connections + 500:
        sys.exit(f"bench: error: the limit of open files, {hard}, is too low for {connections} connections; "
                 "see --idle-connections")


def train(servers, options):
    """Start each of jcorn's worker classes once: the first start on a JDK makes class data archives beside it."""
    for server in servers:
        if server.kind == "jcorn":
            try:
                with RunningServer(server, options, workers=1) as running:
                    running.settle()
            except catalogue.NotAvailable:
                continue


def machine(options):
    def said(*command):
        try:
            lines = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout
            return (lines.strip().splitlines() or [""])[0]
        except FileNotFoundError:
            return None

    return {
        "time": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "processors": os.cpu_count(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "java": catalogue.jdk_release(options.java_home),
        "nginx": said("nginx", "-v"),
        "gunicorn": said("gunicorn", "--version"),
        "wrk": said("wrk", "-v"),
    }


def run(scenarios, servers, options):
    document = {"machine": machine(options), "options": vars(options), "results": []}
    train(servers, options)
    for name in scenarios:
        taking_part = [server for server in servers if name in server.scenarios]
        if name == "idle":
            result = idle.measure(taking_part, options)
        else:
            load = next(load for load in measure.LOADS if load.name == name)
            result = measure.measure(load, taking_part, options)
        print("\n".join(report.report(result, servers)), flush=True)
        document["results"].append(result)
        write(document, options.json)


def write(document, path):
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    with open(path, "w") as file:
        json.dump(document, file, indent=1)


def main():
    # As INT does by itself: the servers are stopped on the way out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    options = arguments()
    if options.list:
        for server in catalogue.SERVERS:
            print(f"{server.name:18} {server.runs}")
        return
    scenarios = chosen(options.scenario, catalogue.ALL, "scenario")
    by_name = {server.name: server for server in catalogue.SERVERS}
    servers = [by_name[name] for name in chosen(options.servers, by_name, "server")]
    raise_file_limit(options.idle_connections if "idle" in scenarios and not options.check else 1000)
    build.build(servers, options)
    if options.check:
        sys.exit(0 if check.check(servers, options) else 1)
    if not shutil.which("wrk"):
        sys.exit("bench: error: wrk is not installed")
    run(scenarios, servers, options)


if __name__ == "__main__":
    main()
