package org.jcorn.worker.sync;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Accepts from several listeners in turn. A connection wakes every idle worker, and all but one find it taken: that is
 * the price of polling.
 */
final class PollingAcceptor implements Acceptor {

    private final Selector selector;
    private final Backlog backlog;
    private volatile boolean stopping;

    PollingAcceptor(List<Backlog.Queue> queues, Backlog backlog) throws IOException {
        this.backlog = backlog;
        this.selector = Selector.open();
        for (Backlog.Queue queue : queues) {
            queue.channel().configureBlocking(false);
            queue.channel().register(selector, SelectionKey.OP_ACCEPT);
        }
    }

    @Override
    public @Nullable SocketChannel accept() throws IOException {
        while (!stopping) {
            Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
            while (ready.hasNext()) {
                SelectionKey key = ready.next();
                ready.remove();
                SocketChannel client = ((ServerSocketChannel) key.channel()).accept();
                if (client != null) {
                    return client;
                }
            }
            selector.select();
        }
        return backlog.next();
    }

    @Override
    public void stop() {
        stopping = true;
        selector.wakeup();
    }
}
