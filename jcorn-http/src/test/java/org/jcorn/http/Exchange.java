package org.jcorn.http;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jcorn.Application;

/** One connection served to its end: what the client got, what the listener heard, how the connection was closed. */
final class Exchange {
    /** The date of every response here. */
    static final String DATE = "Date: Sun, 22 Nov 2026 08:00:00 GMT\r\n";

    private final ScriptedWire wire;
    private final Recorder recorder = new Recorder();
    private HttpOptions options = HttpOptions.defaults();
    private Peer peer = new Peer("127.0.0.1", 4711, "192.0.2.80", 8000, false);
    private boolean keepAlive = true;

    private Exchange(ScriptedWire wire) {
        this.wire = wire;
    }

    static Exchange of(String... pieces) {
        return new Exchange(ScriptedWire.of(pieces));
    }

    static Exchange over(ScriptedWire wire) {
        return new Exchange(wire);
    }

    Exchange with(HttpOptions other) {
        options = other;
        return this;
    }

    Exchange from(Peer other) {
        peer = other;
        return this;
    }

    Exchange closing() {
        keepAlive = false;
        return this;
    }

    static HttpContext context(HttpOptions options) {
        return new HttpContext(
                options, new HttpDate(Clock.fixed(Instant.parse("2026-11-22T08:00:00Z"), ZoneOffset.UTC)));
    }

    Exchange serve(Application application) {
        HttpConnection connection = new HttpConnection(context(options), () -> keepAlive, recorder);
        connection.open(wire, peer);
        while (connection.serve(application)) {}
        connection.close();
        for (Throwable cause : recorder.causes()) {
            if (cause instanceof AssertionError error) {
                throw error; // the handler's own assertions, which the exchange took for a failing application
            }
        }
        return this;
    }

    String output() {
        return wire.output();
    }

    /** {@return the output behind the first empty line} */
    String body() {
        return output().substring(output().indexOf("\r\n\r\n") + 4);
    }

    ScriptedWire wire() {
        return wire;
    }

    Recorder recorder() {
        return recorder;
    }
}
