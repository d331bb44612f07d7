#!/usr/bin/env python3
"""Measures what preload_app gains: the time a worker takes to boot, and the memory of each of several.

The small application is one class. The large one boots Tomcat, Jetty and Undertow from their jars, without a socket: it
loads some thousand classes. Both are compiled and their archives made before anything is measured. A boot is what lies
between a HUP and the log line of the former worker's end: it is told to leave as soon as the new one is ready.
"""

import argparse
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

from jcornbench import build, processes
from jcornbench.catalogue import DIST, PEERS, ROOT, TARGET
from jcornbench.running import environment, free_port

HERE = os.path.dirname(os.path.abspath(__file__))
APPLICATIONS = {"small": ("examples", "Hello"), "large": ("bench/preload", "Large")}
PROVEN = "Preloaded the application"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jdk", metavar="PATH", default=os.environ.get("JAVA_HOME") or java_on_path(), help="the JDK to use")
    parser.add_argument("--rounds", type=int, default=10, help="how many boots are measured (%(default)s)")
    parser.add_argument("--workers", type=int, default=4, help="workers whose memory is measured (%(default)s)")
    parser.add_argument("--worker-class", default="sync", help="(%(default)s)")
    options = parser.parse_args()
    options.java_home = os.path.abspath(options.jdk)
    return options


def java_on_path():
    return os.path.dirname(os.path.dirname(os.path.realpath(shutil.which("java") or sys.exit("bench: error: no java"))))


class Served:
    """A server of one of the applications, stopped at the end."""

    def __init__(self, name, preload, workers, options):
        directory, application = APPLICATIONS[name]
        self.port = free_port()
        self.log = tempfile.NamedTemporaryFile(prefix="preload-", suffix=".log", dir=TARGET)
        command = [os.path.join(DIST, "bin", "jcorn"), "--chdir", os.path.join(ROOT, directory), "-k", options.worker_class,
                   "-w", str(workers), "-b", f"127.0.0.1:{self.port}"]
        command += ["--preload"] if preload else []
        if name == "large":
            command += ["--classpath", ":".join(large_jars())]
        self.process = subprocess.Popen(command + [f"{application}:app"], env=environment(options.java_home),
                                        stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        self.until(self.answers, "answer")
        self.settle()

    def text(self):
        with open(self.log.name, errors="replace") as log:
            return log.read()

    def pids(self):
        found = []
        for pid in processes.tree(self.process.pid)[1:]:
            try:
                with open(f"/proc/{pid}/cmdline", "rb") as title:
                    if title.read().startswith(b"jcorn: worker"):
                        found.append(pid)
            except OSError:
                continue
        return found

    def answers(self):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5) as response:
                return response.status == 200
        except OSError:
            return False

    def settle(self):
        """Wait until no worker boots any more and nothing is compiled or archived."""
        quiet = 0
        while quiet < 3:
            before = processes.cpu_seconds(self.process.pid)
            time.sleep(0.5)
            quiet = quiet + 1 if processes.cpu_seconds(self.process.pid) - before < 0.05 else 0

    def until(self, condition, what, seconds=120):
        deadline = time.monotonic() + seconds
        while not condition():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"bench: error: no {what}\n{self.text()}")
            time.sleep(0.005)

    def boot_seconds(self):
        """From HUP to the end of the one worker there was: it is told to leave once the new one is ready."""
        lines = self.text().count("Worker exiting")
        started = time.monotonic()
        self.process.send_signal(signal.SIGHUP)
        self.until(lambda: self.text().count("Worker exiting") > lines, "new worker")
        taken = time.monotonic() - started
        self.until(lambda: len(self.pids()) == 1, "end of the old worker")
        return taken

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.process.terminate()
        self.process.wait(30)
        self.log.close()


def large_jars():
    names = os.listdir(os.path.join(PEERS, "lib"))
    wanted = re.compile(r"^(tomcat|jetty|undertow|xnio|jboss|wildfly|slf4j)")
    return [os.path.join(PEERS, "lib", name) for name in sorted(names) if wanted.match(name)]


def pss_mib(pid):
    with open(f"/proc/{pid}/smaps_rollup") as rollup:
        return int(re.search(r"^Pss:\s+(\d+)", rollup.read(), re.M).group(1)) / 1024


def boots(name, options):
    """Medians in seconds, without and with; in turns, so that what else runs on the machine hits both alike."""
    with Served(name, False, 1, options) as plain, Served(name, True, 1, options) as preloaded:
        samples = [(plain.boot_seconds(), preloaded.boot_seconds()) for _ in range(options.rounds + 1)]
    return [statistics.median(sample) for sample in zip(*samples[1:])]


def memory(name, preload, options):
    """Its mean in MiB for each worker, while no other server shares pages with them."""
    with Served(name, preload, options.workers, options) as served:
        return statistics.mean(pss_mib(pid) for pid in served.pids())


def main():
    options = arguments()
    os.makedirs(TARGET, exist_ok=True)
    if not os.path.isdir(os.path.join(PEERS, "lib")):
        build.maven(options, "-Pbench", "-pl", "bench/peers", "-am", "package")
    print(f"JDK {options.java_home}, {options.worker_class}: medians of {options.rounds}, PSS of each of {options.workers}")
    print("| application | preload | boot, ms | PSS, MiB |\n|---|---|---|---|")
    for name in APPLICATIONS:
        with Served(name, True, 1, options) as first:
            marks = (PROVEN, "no archive", "does nothing")
            first.until(lambda: any(mark in first.text() for mark in marks) or maps_archive(first), "archive")
        for preload, boot in zip((False, True), boots(name, options)):
            print(f"| {name} | {'yes' if preload else 'no'} | {boot * 1000:.0f} | {memory(name, preload, options):.1f} |",
                  flush=True)


def maps_archive(served):
    try:
        with open(f"/proc/{served.pids()[0]}/maps") as maps:
            return re.search(r"/application\.(jsa|aot)$", maps.read(), re.M) is not None
    except (OSError, IndexError):
        return False


if __name__ == "__main__":
    main()
