package org.jcorn.worker.gthread;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jcorn.Application;
import org.jcorn.Request;
import org.jcorn.Response;
import org.jcorn.http.ChannelWire;
import org.jcorn.http.HttpConnection;
import org.jcorn.http.Peer;
import org.jspecify.annotations.Nullable;

/** A connection with a virtual thread of its own. */
final class VirtualConnection implements Runnable {

    /** Past the scoreboard's room for current requests: there may be thousands. */
    private static final int UNNUMBERED = Integer.MAX_VALUE;

    private final SocketChannel channel;
    private final VirtualServer server;
    private final Sessions sessions;
    private final Application application;

    /** Since when it waits for a request head, in {@link System#nanoTime}; 0 while it serves. */
    private volatile long waitingSince = System.nanoTime();

    /** Read by the ticker to tell whether anything of a head is there; a moment behind does no harm. */
    private volatile @Nullable HttpConnection http;

    VirtualConnection(SocketChannel channel, VirtualServer server, Sessions sessions, Application application) {
        this.channel = channel;
        this.server = server;
        this.sessions = sessions;
        this.application = application;
    }

    @Override
    public void run() {
        try {
            Session session = sessions.lend();
            session.reporter().thread(UNNUMBERED);
            serve(session.http());
            sessions.takeBack(session);
        } catch (IOException e) {
            return; // gone before its first word
        } finally {
            server.closed(this);
        }
    }

    private void serve(HttpConnection http) throws IOException {
        ChannelWire wire = new ChannelWire(channel);
        try {
            http.open(wire, Peer.of(channel, false));
            this.http = http;
            do {
                waitingSince = System.nanoTime();
            } while (http.serve(this::handle));
        } finally {
            waitingSince = 0;
            http.close();
            wire.close();
        }
    }

    private void handle(Request request, Response response) throws Exception {
        waitingSince = 0;
        application.handle(request, response);
    }

    /** Cut it if it is idle for too long, or does not get its request across. Called by the ticker. */
    void tick(long now, Duration idleLimit, Duration headLimit) {
        long since = waitingSince;
        HttpConnection own = http;
        Duration limit = own == null || own.idle() ? idleLimit : headLimit;
        if (since != 0 && !limit.isZero() && now - since > limit.toNanos()) {
            new ChannelWire(channel).close();
        }
    }
}
