package org.jcorn.worker.gthread;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jcorn.Application;
import org.jcorn.http.HttpConnection;
import org.jcorn.http.Peer;
import org.jcorn.http.ProxyAddress;
import org.jcorn.http.Wire;
import org.jcorn.tls.TlsContext;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection. Whoever changes {@code PARKED} to {@code BUSY} owns it, until it is parked again.
 *
 * <pre>
 *   PARKED ── bytes, or the ticker ──→ BUSY ── more bytes meanwhile ──→ MUTED
 *      ↑                                │  │                              │
 *      └──────────── park ──────────────┘──┼───────── park ───────────────┘
 *                                          └──→ CLOSED
 * </pre>
 *
 * <p>Its key stays interested in reading while it is busy, which saves two system calls for each request; only when the
 * poller finds bytes that nobody may read yet it is muted.
 */
final class Connection {

    private enum State {
        PARKED,
        BUSY,
        MUTED,
        CLOSED
    }

    /** How long a connection that has not said anything yet keeps its session, in nanoseconds. */
    private static final long SESSION_KEPT = TimeUnit.MILLISECONDS.toNanos(500);

    private final Poller poller;
    private final Sessions sessions;
    private final PolledWire plain;
    private final Wire wire;
    private final Peer peer;
    private final SelectionKey key;
    private final AtomicReference<State> state = new AtomicReference<>(State.PARKED);

    /** Changed by the owner only; the ticker looks at the time of a request through it. */
    private volatile @Nullable Session session;

    // Used by the owner only.
    private @Nullable ProxyAddress proxy;
    private boolean served;

    /** Whether the owner may take its time, as the poller's leader may not. */
    private boolean leisure;

    private boolean expired;
    private long since = System.nanoTime();

    /**
     * @param channel just accepted, in non-blocking mode
     * @param tls what it speaks, or null for plain HTTP
     * @param patience how long to wait for a client that does not move while its request is served
     */
    Connection(SocketChannel channel, @Nullable TlsContext tls, Poller poller, Sessions sessions, Duration patience)
            throws IOException {
        this.poller = poller;
        this.sessions = sessions;
        this.plain = new PolledWire(channel, patience);
        this.peer = Peer.of(channel, tls != null);
        this.wire = tls == null ? plain : tls.wire(plain, peer, () -> leisure);
        this.key = poller.register(channel, this);
    }

    /** Bytes have arrived, or the end of them. Called by the leader of the poller. */
    void readable() {
        if (state.compareAndSet(State.PARKED, State.BUSY)) {
            leisure = false;
            receive();
        } else if (state.get() == State.BUSY) {
            mute();
        }
    }

    /** Stop hearing of bytes until the owner parks the connection; if that has happened meanwhile, go on hearing. */
    private void mute() {
        try {
            // In this order: whoever sees MUTED may set the interest again, and must not be overtaken.
            key.interestOps(0);
            if (!state.compareAndSet(State.BUSY, State.MUTED)) {
                key.interestOps(SelectionKey.OP_READ);
            }
        } catch (CancelledKeyException e) {
            return; // closed meanwhile
        }
    }

    /** Read and parse what is there, and go where that leads. */
    private void receive() {
        switch (progress()) {
            case PARTIAL -> {
                if (wire.pending()) {
                    poller.enqueue(this);
                } else {
                    park();
                }
            }
            case READY, REFUSED -> poller.enqueue(this);
            case CLOSED -> close();
        }
    }

    private HttpConnection.Progress progress() {
        try {
            HttpConnection http = session().http();
            boolean idle = http.idle();
            HttpConnection.Progress progress = http.receive();
            if (idle != http.idle()) {
                since = System.nanoTime(); // a head has begun, or what precedes it is done
            }
            return progress;
        } catch (IOException e) {
            return HttpConnection.Progress.CLOSED;
        } catch (RuntimeException e) {
            // The leader must go on for the others, and nobody would ever touch this connection again.
            poller.unexpected(e);
            return HttpConnection.Progress.CLOSED;
        }
    }

    /** Answer the request that is complete, and those that are there already behind it. */
    void serve(Application application, int thread) throws IOException {
        leisure = true;
        long start = System.nanoTime();
        Session own = session();
        if (!expired && own.http().progress() == HttpConnection.Progress.PARTIAL && !proceed()) {
            poller.served(System.nanoTime() - start);
            return;
        }
        boolean kept = false;
        try {
            own.reporter().thread(thread);
            kept = !expired && exchange(own.http(), application);
            if (expired) {
                own.http().timedOut(new SocketTimeoutException("the request did not arrive in time"));
            }
        } finally {
            if (!kept) {
                close();
            }
        }
        if (!kept) {
            return;
        }
        served = true;
        since = System.nanoTime();
        poller.served(since - start);
        if (state.get() == State.MUTED || wire.pending()) {
            receive(); // the next request is there: no other thread has to be woken for it
        } else {
            giveBack(own);
            park();
        }
    }

    /**
     * Give the session back if nothing of a request is there. At once, not after a while: whoever has the next request gets
     * buffers that are in the processor's cache, and thousands of new connections do not take one each.
     */
    private void giveBack(Session own) {
        if (own.http().idle()) {
            proxy = own.http().proxy();
            session = null;
            plain.forget();
            sessions.takeBack(own);
        }
    }

    /** Do what the leader had no time for, and read on. {@return whether there is something to answer} */
    private boolean proceed() {
        HttpConnection.Progress progress;
        do {
            progress = progress();
        } while (progress == HttpConnection.Progress.PARTIAL && wire.pending());
        switch (progress) {
            case PARTIAL -> park();
            case CLOSED -> close();
            case READY, REFUSED -> {
                return true;
            }
        }
        return false;
    }

    private boolean exchange(HttpConnection http, Application application) {
        plain.waits(true);
        boolean kept;
        do {
            kept = http.serve(application);
        } while (kept && http.progress() != HttpConnection.Progress.PARTIAL);
        plain.waits(false);
        return kept;
    }

    /**
     * Look at the time. Called by the ticker.
     *
     * @param firstLimit how long to wait for the first byte of the first request
     * @param idleLimit how long to wait for the first byte of another
     * @param headLimit how long a head may take from then on
     */
    void tick(long now, Duration firstLimit, Duration idleLimit, Duration headLimit) {
        Session own = session;
        if (!state.compareAndSet(State.PARKED, State.BUSY)) {
            if (own != null) {
                own.http().tick(now);
            }
            return;
        }
        own = session;
        if (own == null || own.http().idle()) {
            long limit = (served ? idleLimit : firstLimit).toNanos();
            if (limit > 0 && now - since > limit) {
                close();
                return;
            }
            if (own != null && now - since > SESSION_KEPT) {
                giveBack(own);
            }
        } else if (!headLimit.isZero() && now - since > headLimit.toNanos()) {
            expired = true;
            poller.enqueue(this);
            poller.wakeUp();
            return;
        }
        park();
    }

    private void park() {
        if (!state.compareAndSet(State.BUSY, State.PARKED)) {
            key.interestOps(SelectionKey.OP_READ);
            state.set(State.PARKED);
            poller.wakeUp();
        }
    }

    private void close() {
        state.set(State.CLOSED);
        Session own = session;
        session = null;
        if (own == null) {
            wire.close();
        } else {
            own.http().close();
            sessions.takeBack(own);
        }
        poller.closed();
    }

    private Session session() {
        Session own = session;
        if (own == null) {
            own = sessions.lend();
            session = own;
            if (served) {
                own.http().resume(wire, peer, proxy);
            } else {
                own.http().open(wire, peer);
            }
        }
        return own;
    }
}
