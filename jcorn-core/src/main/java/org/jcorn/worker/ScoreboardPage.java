package org.jcorn.worker;

import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One worker's page of the {@link Scoreboard}. Times are {@link System#nanoTime}, which is one clock for all processes
 * of a machine.
 *
 * <p>Writers use plain stores with a release fence behind them: each word is written whole, and a reader that is a
 * moment behind does no harm.
 */
public final class ScoreboardPage {

    /** The size of a page in bytes. */
    public static final int BYTES = 4096;

    /** How many threads have room for their current request. */
    static final int THREADS = 16;

    private static final int HEARTBEAT = 0;
    private static final int STATE = 8;
    private static final int ACTIVE = 12;
    private static final int REQUESTS = 16;
    private static final int BODY_BYTES = 24;
    private static final int CONNECTIONS = 32;
    private static final int ABANDONED = 40;
    private static final int CURRENT = 64;

    // One entry: when the request began (0: none), the length of its line, the line.
    private static final int ENTRY = 248;
    private static final int LENGTH = 8;
    private static final int LINE = 12;
    private static final int LINE_BYTES = ENTRY - LINE;

    /** Where a worker is in its life. */
    public enum State {
        /** Started, not yet ready. */
        BOOTING(0),
        /** Accepts connections. */
        READY(1),
        /** Finishes what it accepted. */
        DRAINING(2);

        private final int code;

        State(int code) {
            this.code = code;
        }
    }

    /**
     * A request that is being served.
     *
     * @param since when it began, in {@link System#nanoTime}
     * @param line its request line, cut where the page has no room for more
     */
    public record CurrentRequest(long since, String line) {}

    private final MappedByteBuffer page;

    ScoreboardPage(MappedByteBuffer page) {
        page.order(ByteOrder.nativeOrder());
        this.page = page;
    }

    /** Wipe what a former worker left here. For the arbiter, before it gives the slot to a new worker. */
    public void clear() {
        for (int i = 0; i < BYTES; i += Long.BYTES) {
            page.putLong(i, 0);
        }
    }

    /** {@return when the worker last showed that it is alive; 0 before its first beat} */
    public long heartbeat() {
        return page.getLong(HEARTBEAT);
    }

    /** {@return where the worker is in its life} */
    public State state() {
        int code = page.getInt(STATE);
        for (State state : State.values()) {
            if (state.code == code) {
                return state;
            }
        }
        return State.BOOTING;
    }

    /** {@return how many requests it ended} */
    public long requests() {
        return page.getLong(REQUESTS);
    }

    /** {@return how many requests it is serving now} */
    public int active() {
        return page.getInt(ACTIVE);
    }

    /** {@return how many bytes of response bodies it sent} */
    public long bodyBytes() {
        return page.getLong(BODY_BYTES);
    }

    /** {@return how many connections it has open} */
    public int connections() {
        return page.getInt(CONNECTIONS);
    }

    /**
     * Tell the worker that nobody listens at an address any more but those that have it from before.
     *
     * @param listener which of the worker's listeners, from 0
     */
    public void abandon(int listener) {
        page.putLong(ABANDONED, page.getLong(ABANDONED) | 1L << listener);
        VarHandle.releaseFence();
    }

    boolean isAbandoned(int listener) {
        return (page.getLong(ABANDONED) & 1L << listener) != 0;
    }

    /** {@return the requests being served, as far as the page has room} */
    public List<CurrentRequest> current() {
        List<CurrentRequest> requests = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int entry = CURRENT + thread * ENTRY;
            long since = page.getLong(entry);
            if (since != 0) {
                VarHandle.acquireFence();
                byte[] line = new byte[Math.max(0, Math.min(page.getInt(entry + LENGTH), LINE_BYTES))];
                page.get(entry + LINE, line);
                requests.add(new CurrentRequest(since, new String(line, StandardCharsets.ISO_8859_1)));
            }
        }
        return requests;
    }

    void beat(long now) {
        page.putLong(HEARTBEAT, now);
        VarHandle.releaseFence();
    }

    void state(State state) {
        page.putInt(STATE, state.code);
        VarHandle.releaseFence();
    }

    void connections(int open) {
        page.putInt(CONNECTIONS, open);
    }

    void totals(int active, long requests, long bodyBytes) {
        page.putInt(ACTIVE, active);
        page.putLong(REQUESTS, requests);
        page.putLong(BODY_BYTES, bodyBytes);
    }

    void begin(int thread, long now, byte[] bytes, int offset, int length) {
        if (thread < THREADS) {
            int entry = CURRENT + thread * ENTRY;
            int kept = Math.min(length, LINE_BYTES);
            page.put(entry + LINE, bytes, offset, kept);
            page.putInt(entry + LENGTH, kept);
            VarHandle.releaseFence();
            page.putLong(entry, now);
        }
    }

    void end(int thread) {
        if (thread < THREADS) {
            page.putLong(CURRENT + thread * ENTRY, 0);
        }
    }
}
