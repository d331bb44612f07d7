"""What Gunicorn answers in the benchmark; jcorn and the peers answer the same."""

import time

HELLO = b"Hello, world!\n"
BODY = b"x" * (100 * 1024)


def sleep(environ):
    time.sleep(0.02)
    return HELLO


ANSWERS = {
    "/": lambda environ: HELLO,
    "/echo": lambda environ: environ["wsgi.input"].read(),
    "/body": lambda environ: BODY,
    "/sleep": sleep,
}


def app(environ, start_response):
    answer = ANSWERS[environ["PATH_INFO"]](environ)
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(answer)))])
    return [answer]
