package org.jcorn.worker.gthread;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jcorn.Application;
import org.jcorn.http.ChannelWire;
import org.jcorn.http.ClientClock;
import org.jcorn.http.HttpConnection;
import org.jcorn.http.Peer;
import org.jcorn.tls.TlsContext;
import org.jspecify.annotations.Nullable;

/** A connection with a virtual thread of its own. */
final class VirtualConnection implements Runnable {

    /** Past the scoreboard's room for current requests: there may be thousands. */
    private static final int UNNUMBERED = Integer.MAX_VALUE;

    private final SocketChannel channel;
    private final @Nullable TlsContext tls;
    private final VirtualServer server;
    private final Sessions sessions;
    private final Application application;

    /** Null before the connection is served. */
    private volatile @Nullable ClientClock clock;

    VirtualConnection(
            SocketChannel channel,
            @Nullable TlsContext tls,
            VirtualServer server,
            Sessions sessions,
            Application application) {
        this.channel = channel;
        this.tls = tls;
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
            Peer peer = Peer.of(channel, tls != null);
            http.open(tls == null ? wire : tls.wire(wire, peer), peer);
            clock = server.clock(http, wire);
            // Before all else, so that its time is not taken from the time for the request.
            http.handshake();
            boolean kept;
            do {
                kept = http.serve(application);
            } while (kept);
        } finally {
            clock = null;
            http.close();
            wire.close();
        }
    }

    /** Look at the time. Called by the ticker. */
    void tick(long now, Duration firstLimit) {
        ClientClock own = clock;
        if (own != null) {
            own.tick(now, firstLimit);
        }
    }
}
