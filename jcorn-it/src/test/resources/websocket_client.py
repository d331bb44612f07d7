"""A client of the application org.jcorn.it.app.Sockets, by Python's websockets library (10.4 and later).

Arguments: the port, and for TLS the certificate of the authority. It compresses, unless told otherwise. The limits of
the server: 2 MiB for a message, 100000 bytes for a frame.
"""

import asyncio
import os
import random
import ssl
import sys

import websockets
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory

TLS = ssl.create_default_context(cafile=sys.argv[2]) if len(sys.argv) > 2 else None
URL = "%s://localhost:%s" % ("wss" if TLS else "ws", sys.argv[1])
BIG = 8 * 1024 * 1024


def connect(target="/", **options):
    return websockets.connect(URL + target, max_size=BIG, ssl=TLS, **options)


def check(condition, what):
    if not condition:
        raise AssertionError(what)


async def echoes(target, **options):
    async with connect(target, **options) as ws:
        for message in ("", "h\u00e9llo \U0001f600", "x" * 90000, b"", bytes(range(256)), os.urandom(90000)):
            await ws.send(message)
            check(await ws.recv() == message, "echo of %r" % message[:20])
        # more than a frame may have, in fragments
        pieces = ["%06d" % i * 1000 for i in range(200)]
        await ws.send(pieces)
        check(await ws.recv() == "".join(pieces), "echo of fragments")
        noise = [os.urandom(90000) for _ in range(20)]
        await ws.send(noise)
        check(await ws.recv() == b"".join(noise), "echo of noise in fragments")
        await (await ws.ping(b"are you there?"))
        await ws.send("ping")
        check(await ws.recv() == "pong of 1", "pong to the server's ping")
        return [extension.name for extension in ws.extensions]


async def ended(ws, code, reason=None):
    try:
        while True:
            await ws.recv()
    except websockets.ConnectionClosed as e:
        check(e.rcvd is not None, "no close frame, expected %d" % code)
        check(e.rcvd.code == code, "closed with %s, expected %d" % (e.rcvd, code))
        check(reason is None or e.rcvd.reason == reason, "closed with %s, expected %s" % (e.rcvd, reason))


async def limits():
    async with connect(compression=None) as ws:
        await ws.send("x" * 100001)
        await ended(ws, 1009)
    async with connect(compression=None) as ws:
        # Sent on and on: the close frame must get through nevertheless.
        try:
            await ws.send([b"x" * 90000] * 100)
        except (websockets.ConnectionClosed, websockets.InvalidState):
            pass
        await ended(ws, 1009)
    async with connect() as ws:
        await ws.send("x" * (2 * 1024 * 1024))  # compresses to a small frame
        check(len(await ws.recv()) == 2 * 1024 * 1024, "a message of the limit")
        await ws.send("x" * (2 * 1024 * 1024 + 1))
        await ended(ws, 1009)


async def faults():
    for payload, code in ((b"\x81\x01\xff", 1002), (b"\x83\x80abcd", 1002), (b"\x81\x81\x00\x00\x00\x00\xff", 1007)):
        async with connect() as ws:
            ws.transport.write(payload)
            await ended(ws, code)


async def closes():
    async with connect() as ws:
        await ws.send("close 4000")
        await ended(ws, 4000, "as you wish")
    async with connect() as ws:
        await ws.close(3999, "of mine")
        check(ws.close_code == 3999 and ws.close_reason == "of mine", "the answer to a close")


async def chatter(seed):
    rng = random.Random(seed)
    async with connect("/inline" if seed % 2 else "/") as ws:
        sent = []

        async def send():
            for _ in range(30):
                message = rng.choice((os.urandom(rng.randrange(5000)), "\u00fc" * rng.randrange(5000)))
                sent.append(message)
                await ws.send(message if rng.random() < 0.5 else [message[:7], message[7:]])

        sender = asyncio.ensure_future(send())
        for i in range(30):
            check(await ws.recv() == sent[i], "message %d of client %d" % (i, seed))
        await sender


async def main():
    check(await echoes("/") == ["permessage-deflate"], "compression by default")
    check(await echoes("/inline") == ["permessage-deflate"], "compression by default")
    check(await echoes("/", compression=None) == [], "no compression")
    for options in (
        dict(server_no_context_takeover=True),
        dict(client_no_context_takeover=True, client_max_window_bits=10),
    ):
        factory = ClientPerMessageDeflateFactory(**options)
        check(await echoes("/", extensions=[factory], compression=None) == ["permessage-deflate"], options)
    await limits()
    await faults()
    await closes()
    await asyncio.gather(*(chatter(seed) for seed in range(40)))
    print("all is well")


asyncio.run(main())
