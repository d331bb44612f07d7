package org.jcorn.worker.sync;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Accepts from one listener by blocking in the call: one system call for a connection, and the kernel wakes one process
 * for each.
 *
 * <p>Only closing the channel gets a thread out of the call, and a closed channel cannot be emptied any more. So a stop
 * closes it only once the call has been blocked for a moment, which shows that nothing waits; a thread that is busy, or
 * comes back with a connection meanwhile, sees the stop itself before it accepts again.
 */
final class BlockingAcceptor implements Acceptor {

    private static final long BLOCKED = TimeUnit.MILLISECONDS.toNanos(20);

    private final ServerSocketChannel channel;
    private final Backlog backlog;

    // Guarded by this.
    private boolean accepting;
    private boolean stopping;

    BlockingAcceptor(ServerSocketChannel channel, Backlog backlog) {
        this.channel = channel;
        this.backlog = backlog;
    }

    @Override
    public @Nullable SocketChannel accept() throws IOException {
        synchronized (this) {
            if (stopping) {
                return backlog.next();
            }
            accepting = true;
        }
        try {
            return channel.accept();
        } catch (ClosedChannelException e) {
            return null;
        } finally {
            synchronized (this) {
                accepting = false;
                notifyAll();
            }
        }
    }

    @Override
    public synchronized void stop() {
        stopping = true;
        long deadline = System.nanoTime() + BLOCKED;
        try {
            for (long left = BLOCKED; accepting && left > 0; left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            if (accepting) {
                channel.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            return; // a listener that cannot be closed is gone
        }
    }
}
