"""The servers of the benchmark, and how each is started."""

import os
import subprocess
from dataclasses import dataclass
from functools import cache
from typing import Callable

from jcornbench import nginx

BENCH = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ROOT = os.path.dirname(BENCH)
APP = os.path.join(BENCH, "app")
DIST = os.path.join(ROOT, "jcorn-dist", "target", "jcorn")
PEERS = os.path.join(BENCH, "peers", "target")
TARGET = os.path.join(BENCH, "target")

IDLE_SECONDS = 600
CONNECTIONS = 20_000

LOADS = ("keepalive", "close", "echo", "body", "sleep", "connections")
KEPT = (*(load for load in LOADS if load != "close"), "idle")
ALL = (*LOADS, "idle")


class NotAvailable(Exception):
    """A server cannot be measured here, and why."""


@dataclass(frozen=True)
class Place:
    """Where a server is to run."""

    port: int
    workers: int
    directory: str
    java_home: str
    peer_options: tuple


@dataclass(frozen=True)
class Server:
    """A server: `kind` is jcorn, native or java; `blocking` says that its handlers may block."""

    name: str
    kind: str
    runs: str
    command: Callable
    scenarios: tuple = ALL
    blocking: bool = False


def jcorn(*options, application="Bench:app"):
    def command(place):
        return [
            os.path.join(DIST, "bin", "jcorn"), "--chdir", APP, "--bind", f"127.0.0.1:{place.port}",
            "--workers", str(place.workers), "--keep-alive", str(IDLE_SECONDS),
            "--worker-connections", str(CONNECTIONS), *options, application,
        ]

    return command


def gunicorn(*options):
    def command(place):
        return [
            "gunicorn", "--chdir", APP, "--bind", f"127.0.0.1:{place.port}", "--workers", str(place.workers),
            "--keep-alive", str(IDLE_SECONDS), "--worker-connections", str(CONNECTIONS), *options, "wsgi:app",
        ]

    return command


def peer(main):
    def command(place):
        class_path = os.path.join(PEERS, "classes") + ":" + os.path.join(PEERS, "lib", "*")
        return [
            os.path.join(place.java_home, "bin", "java"), "-Xmx512m", *place.peer_options, "-cp", class_path,
            f"org.jcorn.bench.peers.{main}", str(place.port), str(place.workers),
        ]

    return command


def helidon(place):
    if jdk_release(place.java_home) < 21:
        raise NotAvailable("needs JDK 21 or later, see --jdk")
    return peer("HelidonPeer")(place)


@cache
def jdk_release(java_home):
    """The feature release of a JDK, such as 17."""
    java = os.path.join(java_home, "bin", "java")
    said = subprocess.run([java, "-XshowSettings:properties", "-version"], capture_output=True, text=True).stderr
    for line in said.splitlines():
        if "java.specification.version =" in line:
            return int(line.split("=")[1])
    raise SystemExit(f"bench: error: {java} does not run")


SERVERS = (
    Server("jcorn-sync", "jcorn", "-k sync", jcorn("-k", "sync"), ("close",), blocking=True),
    Server("jcorn-gthread", "jcorn", "-k gthread --threads 8", jcorn("-k", "gthread", "--threads", "8"), blocking=True),
    Server("jcorn-virtual", "jcorn", "-k gthread --threads 0, JDK 21 or later",
           jcorn("-k", "gthread", "--threads", "0"), blocking=True),
    Server("jcorn-netty", "jcorn", "-k netty, a handler that may block", jcorn("-k", "netty"), blocking=True),
    Server("jcorn-netty-inline", "jcorn", "-k netty, a handler marked @NonBlocking",
           jcorn("-k", "netty", application="Bench:inline"), tuple(name for name in ALL if name != "sleep")),
    Server("nginx", "native", "return 200; a file; the echo module", nginx.command, nginx.SCENARIOS),
    Server("gunicorn-sync", "native", "-k sync", gunicorn("-k", "sync"), ("close",), blocking=True),
    Server("gunicorn-gthread", "native", "-k gthread --threads 8", gunicorn("-k", "gthread", "--threads", "8"),
           blocking=True),
    Server("netty", "java", "HTTP codec on epoll, handler on the event loop", peer("NettyPeer")),
    Server("undertow", "java", "handler on the IO threads", peer("UndertowPeer")),
    Server("undertow-blocking", "java", "handler on the worker pool", peer("UndertowBlockingPeer"), blocking=True),
    Server("jetty", "java", "core handler on the default pool", peer("JettyPeer"), blocking=True),
    Server("tomcat", "java", "servlet on the default pool", peer("TomcatPeer"), blocking=True),
    Server("helidon", "java", "SE, a virtual thread for each connection, JDK 21 or later", helidon, blocking=True),
)
