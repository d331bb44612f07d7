package org.jcorn.worker.sync;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Listeners on the loopback interface, and clients of them. */
final class Loopback implements AutoCloseable {

    private final List<ServerSocketChannel> listeners = new ArrayList<>();
    private final List<SocketAddress> addresses = new ArrayList<>();
    private final List<SocketChannel> clients = new ArrayList<>();

    Loopback(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            ServerSocketChannel listener = ServerSocketChannel.open();
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
            listeners.add(listener);
            addresses.add(listener.getLocalAddress());
        }
    }

    List<ServerSocketChannel> listeners() {
        return listeners;
    }

    /** {@return the accept queues of all, left to this worker or not} */
    List<Backlog.Queue> queues(boolean abandoned) {
        List<Backlog.Queue> queues = new ArrayList<>();
        for (ServerSocketChannel listener : listeners) {
            queues.add(new Backlog.Queue(listener, () -> abandoned));
        }
        return queues;
    }

    /** {@return a client that waits in the accept queue of a listener} */
    SocketChannel connect(int listener) throws IOException {
        SocketChannel client = SocketChannel.open(addresses.get(listener));
        clients.add(client);
        return client;
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel client : clients) {
            client.close();
        }
        for (ServerSocketChannel listener : listeners) {
            listener.close();
        }
    }
}
