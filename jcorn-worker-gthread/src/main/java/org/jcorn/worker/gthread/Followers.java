package org.jcorn.worker.gthread;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads that wait to be needed. To wake one takes the kernel longer than a quick request takes in all, so threads
 * that serve quick requests wake nobody; instead one of the waiting threads, the standby, looks up every millisecond and
 * steps in when the others are stuck: nobody leads, and no request was begun since it last looked.
 *
 * <pre>
 *   waiting ── the standby stepped in ──→ standby ── others are stuck ──→ active
 *      └──────────────────── summoned ───────┴──────── summoned ────────────↑
 * </pre>
 */
final class Followers {

    /** What the standby has to know of the poller. */
    interface Progress {
        /** {@return how many requests were begun, or any number that changes with each} */
        int begun();

        /** {@return whether a thread leads} */
        boolean led();

        /** {@return whether the leader waits for something to happen, so that there is nothing to be stuck in} */
        boolean quiet();
    }

    /** One thread, while it waits. */
    private static final class Follower {
        private final Thread thread = Thread.currentThread();
        private volatile boolean summoned;
    }

    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(1);

    private final Progress progress;

    // Guarded by this.
    private final Deque<Follower> waiting = new ArrayDeque<>();
    private int active;

    private volatile @Nullable Follower standby;
    private volatile boolean asleep;

    /** @param threads how many threads there are, all active at first */
    Followers(int threads, Progress progress) {
        this.active = threads;
        this.progress = progress;
    }

    /** {@return how many threads do not wait} */
    synchronized int active() {
        return active;
    }

    /** Wait until this thread is needed. May return early. */
    void await() {
        Follower me = new Follower();
        synchronized (this) {
            active--;
            if (standby == null) {
                standby = me;
            } else {
                waiting.push(me);
            }
        }
        while (!me.summoned) {
            if (standby == me) {
                stand(me);
            } else {
                LockSupport.park(this);
            }
        }
    }

    /** Look whether the others get on. */
    private void stand(Follower me) {
        int seen = progress.begun();
        LockSupport.parkNanos(this, LOOK);
        if (progress.quiet()) {
            // In this order: the leader that stops being quiet looks for us afterwards.
            asleep = true;
            if (progress.quiet() && !me.summoned) {
                LockSupport.park(this);
            }
            asleep = false;
        } else if (!progress.led() && progress.begun() == seen) {
            stepIn(me);
        }
    }

    private synchronized void stepIn(Follower me) {
        if (!me.summoned) {
            me.summoned = true;
            active++;
            appoint();
        }
    }

    /** Make a waiting thread the standby, if there is one. */
    private void appoint() {
        Follower next = waiting.poll();
        standby = next;
        if (next != null) {
            LockSupport.unpark(next.thread);
        }
    }

    /** The leader is quiet no more: the standby has to look up again. */
    void rouse() {
        Follower own = standby;
        if (asleep && own != null) {
            LockSupport.unpark(own.thread);
        }
    }

    /** Make a waiting thread active, if there is one. */
    synchronized void summon() {
        Follower next = waiting.poll();
        if (next == null) {
            next = standby;
            standby = null;
        }
        if (next != null) {
            active++;
            next.summoned = true;
            LockSupport.unpark(next.thread);
        }
    }

    /** Make all threads active. */
    synchronized void summonAll() {
        while (standby != null) {
            summon();
        }
    }
}
