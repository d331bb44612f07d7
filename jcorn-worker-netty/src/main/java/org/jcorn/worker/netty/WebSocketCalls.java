package org.jcorn.worker.netty;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The calls to one listener: in order, one at a time, on threads of an executor. The event loop adds them, and asks
 * {@link #full} whether to read on.
 */
final class WebSocketCalls implements Runnable {

    /** A call to a listener. */
    interface Call {
        void run() throws Exception;
    }

    private record Waiting(Call call, int bytes) {}

    /** How much may wait, in bytes: much more than a message of the usual kind, so that few threads are woken. */
    private static final int MOST = 65_536;

    /** From where on there is room again. */
    private static final int LITTLE = MOST / 2;

    /** What a call takes besides the bytes of the message. */
    private static final int EACH = 256;

    /** After how many calls the thread looks after another socket. */
    private static final int TURN = 64;

    private final Executor executor;
    private final Runnable room;
    private final Consumer<Throwable> failure;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicBoolean wanted = new AtomicBoolean();

    /**
     * @param executor runs the calls
     * @param room told when there is room again after {@link #full} was true
     * @param failure told what a call throws
     */
    WebSocketCalls(Executor executor, Runnable room, Consumer<Throwable> failure) {
        this.executor = executor;
        this.room = room;
        this.failure = failure;
    }

    /**
     * Add a call.
     *
     * @param bytes what it keeps in memory
     */
    void add(int bytes, Call call) {
        waiting.addAndGet(bytes + EACH);
        queue.add(new Waiting(call, bytes + EACH));
        if (left.getAndIncrement() == 0) {
            executor.execute(this);
        }
    }

    /** {@return whether no more should be added until there is room} */
    boolean full() {
        if (waiting.get() <= MOST) {
            return false;
        }
        wanted.set(true);
        // Looked at again, because what was in the way may have gone before it could see the wish.
        return waiting.get() > LITTLE || !wanted.compareAndSet(true, false);
    }

    @Override
    public void run() {
        for (int i = 0; i < TURN; i++) {
            Waiting next = queue.poll();
            if (next == null) {
                return; // cannot be: there are as many as are counted
            }
            if (waiting.addAndGet(-next.bytes()) <= LITTLE && wanted.compareAndSet(true, false)) {
                room.run();
            }
            call(next.call());
            if (left.decrementAndGet() == 0) {
                return;
            }
        }
        executor.execute(this);
    }

    private void call(Call call) {
        try {
            call.run();
        } catch (StackOverflowError e) {
            failure.accept(e);
        } catch (VirtualMachineError e) {
            throw e; // Out of memory and the like concern the process, not the socket.
        } catch (Throwable e) {
            failure.accept(e);
        }
    }
}
