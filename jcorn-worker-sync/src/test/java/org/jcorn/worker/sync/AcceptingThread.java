package org.jcorn.worker.sync;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Accepts until the acceptor says it is over, as a worker does, and counts. */
final class AcceptingThread extends Thread {

    private final Acceptor acceptor;
    private final AtomicInteger accepted = new AtomicInteger();
    private final CompletableFuture<Integer> end = new CompletableFuture<>();

    AcceptingThread(Acceptor acceptor) {
        super("acceptor");
        setDaemon(true);
        this.acceptor = acceptor;
    }

    @Override
    public void run() {
        try {
            for (var client = acceptor.accept(); client != null; client = acceptor.accept()) {
                client.close();
                accepted.incrementAndGet();
            }
            end.complete(accepted.get());
        } catch (IOException | RuntimeException e) {
            end.completeExceptionally(e);
        }
    }

    int accepted() {
        return accepted.get();
    }

    /** Wait until it is inside of a call that blocks. */
    void awaitBlocked() {
        org.awaitility.Awaitility.await()
                .pollInterval(java.time.Duration.ofMillis(2))
                .until(this::blocked);
    }

    private boolean blocked() {
        for (StackTraceElement frame : getStackTrace()) {
            if (frame.isNativeMethod()) {
                String method = frame.getMethodName();
                return method.startsWith("accept")
                        || method.startsWith("poll")
                        || method.equals("wait")
                        || method.startsWith("epoll")
                        || method.startsWith("wait");
            }
        }
        return false;
    }

    /** {@return how many it accepted in all, once it is over} */
    int ended() throws Exception {
        return end.get(10, TimeUnit.SECONDS);
    }
}
