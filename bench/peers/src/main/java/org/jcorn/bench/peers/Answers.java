package org.jcorn.bench.peers;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What every peer answers, and the limits that all are given. */
final class Answers {
    static final String TYPE = "text/plain";
    static final int SLEEP_MILLIS = 20;

    static final String HOST = "127.0.0.1";
    static final int BACKLOG = 2048;
    static final int CONNECTIONS = 20_000;
    static final Duration IDLE = Duration.ofMinutes(10);

    private Answers() {}

    /** {@return the answer to {@code GET /} and {@code GET /sleep}} */
    static byte[] hello() {
        return "Hello, world!\n".getBytes(StandardCharsets.US_ASCII);
    }

    /** {@return the answer to {@code GET /body}: 100 KiB} */
    static byte[] body() {
        return "x".repeat(100 * 1024).getBytes(StandardCharsets.US_ASCII);
    }
}
