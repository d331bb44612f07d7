package org.jcorn.worker.sync;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jcorn.config.Config;
import org.jcorn.config.SslSettings;
import org.jcorn.config.WorkerProcessesSettings;
import org.jcorn.http.AccessLog;
import org.jcorn.http.ChannelWire;
import org.jcorn.http.ClientClock;
import org.jcorn.http.ExchangeReporter;
import org.jcorn.http.HttpConnection;
import org.jcorn.http.HttpContext;
import org.jcorn.http.Peer;
import org.jcorn.spi.Worker;
import org.jcorn.spi.WorkerContext;
import org.jcorn.tls.TlsContext;
import org.jspecify.annotations.Nullable;

/**
 * The {@code sync} worker: one request at a time. The least there can go wrong, at home behind a proxy that keeps slow
 * clients away; whoever is slow here holds the worker, for the setting {@code timeout} at most.
 */
public final class SyncWorker implements Worker {

    private @Nullable TlsContext tls;

    /** Make one; for {@link java.util.ServiceLoader}. */
    public SyncWorker() {}

    @Override
    public String name() {
        return "sync";
    }

    @Override
    public void check(Config config) {
        tls = SslSettings.enabled(config) ? TlsContext.of(config) : null;
    }

    @Override
    public void run(WorkerContext context) throws IOException {
        TlsContext secure = tls;
        if (secure != null) {
            secure.open(context);
        }
        Acceptor acceptor = Acceptor.over(context);
        HttpContext http = HttpContext.of(context);
        ExchangeReporter reporter = new ExchangeReporter(context, AccessLog.direct(context), 0);
        HttpConnection connection = new HttpConnection(http, () -> false, reporter);
        Duration patience = context.config().get(WorkerProcessesSettings.TIMEOUT);
        IdleBeat beat = new IdleBeat(context.activity(), patience);
        context.onStop(acceptor::stop);
        beat.start();
        context.ready();
        while (true) {
            beat.idle(true);
            SocketChannel client = acceptor.accept();
            beat.idle(false);
            if (client == null) {
                return;
            }
            try {
                ChannelWire wire = new ChannelWire(client);
                Peer peer = Peer.of(client, secure != null);
                connection.open(secure == null ? wire : secure.wire(wire, peer), peer);
                beat.serves(new IdleBeat.Client(wire, new ClientClock(connection, wire, patience, patience)));
                if (secure != null && secure.handshakeOnConnect()) {
                    connection.handshake();
                }
                connection.serve(context.application());
            } catch (IOException e) {
                context.log().debug("A connection ended before its request: " + e.getMessage());
            } finally {
                beat.serves(null);
                connection.close();
            }
        }
    }
}
