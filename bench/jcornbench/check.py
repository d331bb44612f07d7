"""Checks that all servers give the same answers: a benchmark of different answers compares nothing."""

import http.client
import sys
from email.utils import parsedate_to_datetime

from jcornbench.catalogue import NotAvailable
from jcornbench.running import RunningServer

HELLO = b"Hello, world!\n"
ECHOED = bytes(range(256)) * 4

# The scenario that needs it, method, path, body to send, body to expect.
EXCHANGES = (
    ("close", "GET", "/", None, HELLO),
    ("echo", "POST", "/echo", ECHOED, ECHOED),
    ("body", "GET", "/body", None, b"x" * (100 * 1024)),
    ("sleep", "GET", "/sleep", None, HELLO),
)


def check(servers, options):
    """Whether every server that starts answers as it should; one that was asked for by name has to start."""
    good = True
    for server in servers:
        try:
            with RunningServer(server, options, options.workers) as running:
                problems = problems_of(running)
        except NotAvailable as e:
            problems = [str(e)] if options.servers else []
            print(f"not available: {server.name}: {e}")
        else:
            print(f"{'WRONG' if problems else 'ok'}: {server.name}")
        for problem in problems:
            print(f"  {problem}")
        good = good and not problems
        sys.stdout.flush()
    return good


def problems_of(running):
    problems = []
    for scenario, method, path, sent, expected in EXCHANGES:
        if scenario in running.server.scenarios:
            try:
                found = compare(running, method, path, sent, expected)
            except (OSError, http.client.HTTPException) as e:
                found = [f"{type(e).__name__}: {e}"]
            problems += [f"{method} {path}: {problem}" for problem in found]
    return problems


def compare(running, method, path, sent, expected):
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=10)
    connection.request(method, path, sent)
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        yield f"status {response.status}"
    if body != expected:
        yield f"{len(body)} bytes {body[:40]!r}, not the {len(expected)} bytes {expected[:40]!r}"
    if response.getheader("Content-Type", "").split(";")[0] != "text/plain":
        yield f"Content-Type {response.getheader('Content-Type')!r}"
    try:
        parsedate_to_datetime(response.getheader("Date", ""))
    except ValueError:
        yield f"Date {response.getheader('Date')!r}"
    if response.will_close and "keepalive" in running.server.scenarios:
        yield "the connection is not kept"
    connection.close()
