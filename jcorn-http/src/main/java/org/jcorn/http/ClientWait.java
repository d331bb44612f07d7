package org.jcorn.http;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A thread's wait for a client to send something, which other threads can end. */
final class ClientWait {

    private final Wire wire;

    /** Opened for the first wait: most requests need none. */
    private volatile @Nullable Selector selector;

    ClientWait(Wire wire) {
        this.wire = wire;
    }

    /** From now on {@link #end} ends the wait, also if that has not begun. */
    void begin() throws IOException {
        SocketChannel channel = wire.selectable();
        if (selector == null && channel != null) {
            selector = channel.provider().openSelector();
        }
    }

    /**
     * Wait.
     *
     * @return whether there is something to read, as far as that can be known
     * @throws InterruptedException if the thread is interrupted
     */
    boolean run() throws IOException, InterruptedException {
        SocketChannel channel = wire.selectable();
        Selector own = selector;
        if (channel == null || own == null) {
            return true;
        }
        SelectionKey key = channel.register(own, SelectionKey.OP_READ);
        wire.idle(true);
        try {
            own.select();
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while waiting for the client");
            }
            return key.isReadable();
        } finally {
            wire.idle(false);
            key.cancel();
            own.selectNow();
        }
    }

    /** End the wait. Called by any thread. */
    void end() {
        Selector waiting = selector;
        if (waiting != null) {
            waiting.wakeup();
        }
    }

    /** Let go of what it needed. */
    void close() {
        Selector own = selector;
        if (own != null) {
            try {
                own.close();
            } catch (IOException e) {
                // A selector without keys: there is nothing to be lost.
            }
        }
    }
}
