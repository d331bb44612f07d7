package org.jcorn.http;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLSession;
import org.jcorn.spi.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A request that goes on when its handler has returned: tasks come from any thread, and are run one after another by the
 * thread that serves the connection. Where there is a {@link Watch} it leaves meanwhile; else it waits for them here.
 */
final class Suspension implements Exchange {

    private final RequestBody body;
    private final HttpResponse response;
    private final ProtocolSwitch protocolSwitch;
    private final Wire wire;
    private final long patience;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final ClientWait clientWait;

    // Guarded by the lock.
    private boolean suspended;
    private boolean ended;
    private boolean over;
    private boolean overdue;
    private boolean expired;
    private @Nullable Runnable whenReadable;
    private @Nullable Runnable whenWritable;
    private @Nullable Runnable wake;
    private @Nullable Runnable whenOver;

    /** Whose bytes were looked for last. Written by the thread that serves, under the lock. */
    private @Nullable Runnable asked;

    /** Since when the client is waited for, in {@link System#nanoTime}; 0 while it is not. */
    private volatile long readingSince;

    /** @param patience how long a client may take for the next piece of its body, zero = for ever */
    Suspension(RequestBody body, HttpResponse response, ProtocolSwitch protocolSwitch, Wire wire, Duration patience) {
        this.body = body;
        this.response = response;
        this.protocolSwitch = protocolSwitch;
        this.wire = wire;
        this.patience = patience.toNanos();
        this.clientWait = new ClientWait(wire);
    }

    @Override
    public void suspend() {
        lock.lock();
        try {
            if (suspended || over) {
                throw new IllegalStateException(over ? "the request is over" : "the request is suspended already");
            }
            suspended = true;
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether {@link #suspend} was called} */
    boolean isSuspended() {
        lock.lock();
        try {
            return suspended;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void end() {
        change(() -> ended = true);
    }

    @Override
    public void whenOver(Runnable action) {
        change(() -> whenOver = action);
    }

    @Override
    public void execute(Runnable task) {
        change(() -> tasks.add(task));
    }

    @Override
    public boolean readable() {
        return body.ready(false);
    }

    @Override
    public void whenReadable(Runnable task) {
        change(() -> whenReadable = task);
    }

    @Override
    public boolean writable() {
        return wire.writable();
    }

    @Override
    public void whenWritable(Runnable task) {
        change(() -> whenWritable = task);
    }

    @Override
    public void switchProtocol(Map<String, String> fields) throws IOException {
        response.checkUncommitted();
        response.switchProtocol(fields, false);
        protocolSwitch.tunnel();
        body.tunnel();
        wire.unhurried();
    }

    @Override
    public void trailers(Map<String, String> fields) {
        response.trailers(fields);
    }

    @Override
    public @Nullable SSLSession tlsSession() {
        return wire.tlsSession();
    }

    /** Change something, unless the request is over, and have it noticed. */
    private void change(Runnable what) {
        Runnable woken = null;
        lock.lock();
        try {
            if (!over) {
                what.run();
                woken = wake;
                wake = null;
                news.signal();
                clientWait.end();
            }
        } finally {
            lock.unlock();
        }
        if (woken != null) {
            woken.run();
        }
    }

    /**
     * Run tasks. Called by the thread that serves, when the handler has returned.
     *
     * @return whether the request has ended; false if there is nothing to do, and {@link #sleep} is to be called
     * @throws IOException if the client cannot be waited for
     * @throws InterruptedException if the thread was interrupted while it waited
     */
    boolean run() throws IOException, InterruptedException {
        while (true) {
            Runnable task;
            lock.lock();
            try {
                if (expired) {
                    throw new InterruptedException("the time of the suspended request is over");
                }
                if (ended) {
                    return true;
                }
                readingSince = 0;
                task = next();
                asked = whenReadable;
            } finally {
                lock.unlock();
            }
            if (task == null && asked != null && arrived()) {
                task = taken(asked);
            }
            if (task != null) {
                task.run();
            } else if (wire.watch() != null) {
                return false;
            } else {
                await();
            }
        }
    }

    private @Nullable Runnable next() {
        Runnable task = tasks.poll();
        if (task == null && whenWritable != null && wire.writable()) {
            task = whenWritable;
            whenWritable = null;
        }
        return task;
    }

    /** Without the lock: looking may mean to write, and to wait for the rest of an encrypted record. */
    private boolean arrived() {
        if (!body.ready(true)) {
            lock.lock();
            try {
                if (!overdue) {
                    return false;
                }
            } finally {
                lock.unlock();
            }
            body.giveUp();
        }
        return true;
    }

    private Runnable taken(Runnable reader) {
        lock.lock();
        try {
            overdue = false;
            if (whenReadable == reader) {
                whenReadable = null;
            }
            return reader;
        } finally {
            lock.unlock();
        }
    }

    /** Wait for a task, or until the client has sent something that one waits for. */
    private void await() throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (idle() && whenReadable == null) {
                news.await();
            }
            if (!idle() || whenReadable != asked) {
                return;
            }
            readingSince = System.nanoTime() | 1;
            clientWait.begin();
        } finally {
            lock.unlock();
        }
        if (clientWait.run()) {
            body.arriving();
        }
    }

    /** {@return whether there is nothing to do but perhaps to wait for the client} */
    private boolean idle() {
        return !ended && !overdue && !expired && whenWritable == null && tasks.isEmpty();
    }

    /**
     * Have it known when there is something to do, which may be at once.
     *
     * @param action called once, by any thread
     */
    void sleep(Runnable action) {
        Watch watch = wire.watch();
        lock.lock();
        try {
            wake = action;
            boolean reading = whenReadable != null;
            boolean writing = whenWritable != null;
            readingSince = reading ? System.nanoTime() | 1 : 0;
            if (ended || overdue || expired || !tasks.isEmpty() || whenReadable != asked) {
                poke();
            } else if (watch != null && (reading || writing)) {
                watch.begin(reading, writing, this::poke);
            }
        } finally {
            lock.unlock();
        }
    }

    private void poke() {
        change(() -> {});
    }

    /** The time of the request is over. Called by another thread. */
    void expire() {
        change(() -> expired = true);
    }

    /** Look at the time the client takes for its body. Called by another thread. */
    void tick(long now) {
        long since = readingSince;
        if (since != 0 && patience > 0 && now - since > patience && !protocolSwitch.tunneled()) {
            change(() -> overdue = true);
        }
    }

    /** The request is over: nothing that comes from now on has an effect. */
    void close() {
        Runnable last;
        lock.lock();
        try {
            over = true;
            tasks.clear();
            wake = null;
            last = whenOver;
        } finally {
            lock.unlock();
        }
        clientWait.close();
        if (last != null) {
            last.run();
        }
    }
}
