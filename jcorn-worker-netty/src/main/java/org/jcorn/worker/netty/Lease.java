package org.jcorn.worker.netty;

import io.netty.channel.Channel;
import org.jcorn.http.HttpConnection;
import org.jcorn.http.Peer;
import org.jcorn.http.ProxyAddress;
import org.jspecify.annotations.Nullable;

/** The session that a connection has while there is something of a request, and what it remembers without one. */
final class Lease {

    private final Sessions sessions;
    private final Channel channel;
    private final NettyWire wire;
    private final boolean tls;

    /** Changed by the owner of the connection only; the loop looks at the time of a request through it. */
    private volatile @Nullable Session session;

    // Used by the owner only.
    private @Nullable Peer peer;
    private @Nullable ProxyAddress proxy;
    private boolean served;
    private long idleSince = System.nanoTime();

    /** @param tls whether the connection speaks TLS */
    Lease(Sessions sessions, Channel channel, NettyWire wire, boolean tls) {
        this.sessions = sessions;
        this.channel = channel;
        this.wire = wire;
        this.tls = tls;
    }

    /** {@return the session, which is made ready if there was none} */
    Session session() {
        Session own = session;
        if (own == null) {
            own = sessions.lend();
            session = own;
            if (served) {
                own.http().resume(wire, ends(), proxy);
            } else {
                own.http().open(wire, ends());
            }
        }
        return own;
    }

    /** {@return the session, or null if there is none now} */
    @Nullable
    Session current() {
        return session;
    }

    /** A request was served. */
    void served() {
        served = true;
    }

    /** {@return whether a request was served} */
    boolean hasServed() {
        return served;
    }

    /** {@return whether nothing of a request is there} */
    boolean idle() {
        Session own = session;
        return own == null || own.http().idle();
    }

    /** {@return since when that is so, in {@link System#nanoTime}} */
    long idleSince() {
        return idleSince;
    }

    /** Give the session back if nothing of a request is there. */
    void rest() {
        Session own = session;
        // Before the first request a PROXY prefix may have come alone, which only the session knows of.
        if (own != null && served && own.http().idle() && !wire.inbox().readable()) {
            HttpConnection http = own.http();
            idleSince = http.waitingSince();
            proxy = http.proxy();
            giveBack();
        }
    }

    /** Give the session back, if there is one. */
    void giveBack() {
        Session own = session;
        if (own != null) {
            session = null;
            sessions.takeBack(own);
        }
    }

    /** {@return the ends of the connection} */
    Peer ends() {
        Peer known = peer;
        if (known == null) {
            known = Peer.of(channel.remoteAddress(), channel.localAddress(), tls);
            peer = known;
        }
        return known;
    }
}
