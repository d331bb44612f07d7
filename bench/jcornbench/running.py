"""A server that runs: started, awaited, asked, stopped."""

import http.client
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time

from jcornbench import processes
from jcornbench.catalogue import TARGET, NotAvailable, Place

START_SECONDS = 60
STOP_SECONDS = 15
LOG_PREFIX = re.compile(r"^(\[[^]]*\] *)+")


class RunningServer:
    """A server of the catalogue on a free port, in a directory of its own; a context manager that stops it."""

    def __init__(self, server, options, workers):
        self.server, self.name = server, server.name
        os.makedirs(TARGET, exist_ok=True)
        self.directory = tempfile.mkdtemp(prefix=f"{server.name}-", dir=TARGET)
        self.log_path = os.path.join(self.directory, "log")
        self.process = None
        try:
            self.port = free_port()
            place = Place(self.port, workers, self.directory, options.java_home, tuple(options.peer_option))
            self.start(server.command(place), environment(options.java_home))
            self.await_ready()
        except BaseException:
            self.stop()
            raise

    def start(self, command, variables):
        with open(self.log_path, "wb") as log:
            try:
                # In a session of its own, so that the terminal's INT reaches run.py alone, which then stops all.
                self.process = subprocess.Popen(command, cwd=self.directory, env=variables, stdin=subprocess.DEVNULL,
                                                stdout=log, stderr=log, start_new_session=True)
            except FileNotFoundError as e:
                raise NotAvailable(f"{e.filename} is not installed") from e

    def await_ready(self):
        """Wait for the first answer; that a port accepts says little, for jcorn opens it before its workers start."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise NotAvailable(self.last_words())
            try:
                if self.get("/").status == 200:
                    return
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.05)
        raise NotAvailable(f"no answer after {START_SECONDS} seconds; {self.last_words()}")

    def get(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            response.read()
            return response
        finally:
            connection.close()

    def last_words(self):
        """The line of the log that most likely says what is wrong."""
        with open(self.log_path, errors="replace") as log:
            lines = [line.strip() for line in log if line.strip()]
        blamed = [line for line in lines if "error" in line.lower() or "exception" in line.lower()]
        return LOG_PREFIX.sub("", (blamed or lines or ["it ended without a word"])[0])

    def alive(self):
        return self.process.poll() is None

    def cpu_seconds(self):
        return processes.cpu_seconds(self.process.pid)

    def memory_kib(self):
        return processes.memory_kib(self.process.pid)

    def settle(self, seconds=30):
        """Wait until the tree is nearly idle: compilers done, and jcorn's training of its class data archives over."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            before = self.cpu_seconds()
            time.sleep(0.5)
            if self.cpu_seconds() - before < 0.05:
                return

    def stop(self):
        if self.process is not None:
            members = processes.tree(self.process.pid)
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.kill(members)
        shutil.rmtree(self.directory, ignore_errors=True)

    def kill(self, members):
        for member in members:
            try:
                os.kill(member, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.stop()


def free_port():
    """A port below those the kernel gives to clients: no connection of the load can take it first."""
    while True:
        port = random.randrange(20_000, 30_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue


def environment(java_home):
    """The caller's, without what would change how a server runs, and with the JDK that was chosen."""
    variables = {name: value for name, value in os.environ.items()
                 if not name.startswith(("JCORN_", "GUNICORN_")) and name not in ("PORT", "WEB_CONCURRENCY")}
    variables["JCORN_JAVA"] = os.path.join(java_home, "bin", "java")
    variables["JAVA_HOME"] = java_home
    variables["JCORN_CACHE_DIR"] = os.path.join(TARGET, "cache")
    variables["PYTHONDONTWRITEBYTECODE"] = "1"
    return variables
