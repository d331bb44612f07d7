package org.jcorn.worker.netty;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps the loop from closing a descriptor while a thread is in a system call on it: the number could be another
 * connection's by then. Neither waits for the other.
 *
 * <pre>
 *   OPEN ── enter ──→ INSIDE ── shut ──→ WANTED
 *     │ ↖─── leave ────┘                   │
 *     └──────── shut ────────→ SHUT ←─ leave
 * </pre>
 */
final class Gate {

    private static final int OPEN = 0;
    private static final int INSIDE = 1;
    private static final int WANTED = 2;
    private static final int SHUT = 3;

    private final AtomicInteger state = new AtomicInteger();

    /** Go in, for a system call. {@return whether the descriptor is still there} */
    boolean enter() {
        return state.compareAndSet(OPEN, INSIDE);
    }

    /** Come out. {@return whether the loop wanted to close meanwhile and has to be told that it can} */
    boolean leave() {
        if (state.compareAndSet(INSIDE, OPEN)) {
            return false;
        }
        state.set(SHUT);
        return true;
    }

    /** Let nobody in any more. Called by the loop. {@return whether nobody is inside, so that it may close} */
    boolean shut() {
        while (true) {
            int now = state.get();
            if (now == SHUT) {
                return true;
            }
            if (now == WANTED || (now == INSIDE && state.compareAndSet(INSIDE, WANTED))) {
                return false;
            }
            if (now == OPEN && state.compareAndSet(OPEN, SHUT)) {
                return true;
            }
        }
    }
}
