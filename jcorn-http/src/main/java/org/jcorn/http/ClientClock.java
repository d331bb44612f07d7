package org.jcorn.http;

import java.time.Duration;

/**
 * Keeps the time of a connection whose thread blocks while it waits for the client: for the next request, for the rest of
 * a head or a body, for a response to be read. Looked at a few times a second, by another thread.
 */
public final class ClientClock {

    private final HttpConnection connection;
    private final ChannelWire wire;
    private final long idleLimit;
    private final long patience;

    /**
     * Keep the time of a connection.
     *
     * @param connection the connection, open
     * @param wire what it was opened with, or what that is built on
     * @param idleLimit how long to wait for the first byte of another request, zero = for ever
     * @param patience how long to wait for a head, and for any move while a request is served, zero = for ever
     */
    public ClientClock(HttpConnection connection, ChannelWire wire, Duration idleLimit, Duration patience) {
        this.connection = connection;
        this.wire = wire;
        this.idleLimit = idleLimit.toNanos();
        this.patience = patience.toNanos();
    }

    /**
     * Look at the time, and end a wait that takes too long.
     *
     * @param now {@link System#nanoTime}
     * @param firstLimit how long to wait for the first byte of the first request, zero = for ever
     */
    public void tick(long now, Duration firstLimit) {
        long since = connection.waitingSince();
        if (since == 0) {
            connection.tick(now);
        }
        long limit = patience;
        if (since != 0 && connection.idle()) {
            limit = connection.served() ? idleLimit : firstLimit.toNanos();
        }
        long waited = since != 0 ? now - since : wire.waiting();
        if (limit > 0 && waited > limit) {
            wire.giveUp();
        }
    }
}
