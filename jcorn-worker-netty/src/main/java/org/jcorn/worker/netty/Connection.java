package org.jcorn.worker.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jcorn.http.HttpConnection;
import org.jcorn.spi.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection. The loop has it, or lends it to a thread for a request; whoever has it reads, parses and
 * answers.
 *
 * <pre>
 *            ┌── complete request of a handler that may block ──→ THREAD
 *   LOOP ────┤                                                      │ no further bytes are there
 *     ↑      └── the end ──→ ENDING ──→ CLOSED                      ↓
 *     └───────────────── bytes, or the clock ─────────────────── RETURNED
 * </pre>
 *
 * <p>A thread gives the connection back without waking the loop, which takes it when it next has a reason to. A request
 * that is suspended stays lent: to no thread until there is something to do for it.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a channel tells of its failures by closing
final class Connection extends ChannelInboundHandlerAdapter implements ChannelFutureListener, Runnable {

    private enum State {
        LOOP,
        THREAD,
        RETURNED,
        ENDING,
        UPGRADED,
        CLOSED
    }

    /** Past the scoreboard's room for current requests: there may be thousands. */
    private static final int UNNUMBERED = Integer.MAX_VALUE;

    /** The loop's own number on the scoreboard. */
    private static final int LOOP_NUMBER = 0;

    /** Bodies up to this are waited for on the loop, in bytes. */
    private static final int GATHERED = 65_536;

    /** How long the loop waits for them, in nanoseconds. */
    private static final long SOON = TimeUnit.SECONDS.toNanos(1);

    private final NettyServer server;
    private final Shared shared;
    private final Channel channel;
    private final NettyWire wire;
    private final Lease lease;
    private final @Nullable TlsLayer tls;

    /** Set to THREAD by the loop and to RETURNED by the thread; else the loop's alone. */
    private volatile State state = State.LOOP;

    /** What the time of the request is recorded for. Used by the owner only. */
    private long recorded;

    // Used by the loop only.
    private @Nullable ChannelHandlerContext context;
    private @Nullable Farewell farewell;
    private boolean processing;

    /** Where this stands among the server's connections. */
    private int place;

    /**
     * @param direct the channel's socket if bytes may be sent past its pipeline, else null
     * @param tls what comes before this in the pipeline, null for plain HTTP
     */
    Connection(NettyServer server, Channel channel, @Nullable Socket direct, @Nullable TlsLayer tls) {
        this.server = server;
        this.shared = server.shared();
        this.channel = channel;
        this.wire = new NettyWire(this, channel, direct, tls, shared);
        this.lease = new Lease(shared.sessions(), channel, wire, tls != null);
        this.tls = tls;
    }

    int place() {
        return place;
    }

    void place(int index) {
        place = index;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext handler) {
        context = handler;
    }

    @Override
    public void channelRead(ChannelHandlerContext handler, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            arrived(bytes);
        } finally {
            bytes.release();
        }
    }

    private void arrived(ByteBuf bytes) {
        Farewell last = farewell;
        if (last != null) {
            last.arrived(bytes.readableBytes());
        } else if (mine()) {
            wire.inbox().offer(bytes);
            process();
            wire.inbox().keepOffered();
        } else if (state == State.THREAD || state == State.RETURNED) {
            wire.inbox().keep(bytes);
            takeUp(); // the thread may have returned it meanwhile, before it could see them
        }
    }

    /** {@return whether the loop has the connection, perhaps by taking back what a thread returned} */
    private boolean mine() {
        if (state == State.RETURNED) {
            state = State.LOOP;
        }
        return state == State.LOOP;
    }

    /** Go on if it is the loop's turn. */
    private void takeUp() {
        if (mine()) {
            process();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext handler, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            wire.inbox().end();
            if (farewell != null) {
                farewell.inputEnded();
            } else {
                takeUp();
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext handler, Throwable cause) {
        if (cause instanceof IOException broken) {
            cut(broken);
        } else {
            shared.log().log(Logger.Level.ERROR, "A connection failed in an unexpected way", cause);
            cut(new IOException(cause));
        }
    }

    /** Do all that can be done without waiting. */
    private void process() {
        if (processing) {
            return;
        }
        processing = true;
        try {
            boolean more;
            do {
                more = step();
            } while (more && state == State.LOOP);
            if (state == State.LOOP) {
                wire.flush();
                lease.rest();
            }
        } catch (IOException e) {
            cut(e);
        } finally {
            processing = false;
            shared.loopStaging().clear();
        }
        if (state == State.CLOSED) {
            lease.giveBack();
        }
    }

    /** {@return whether there may be more to do} */
    private boolean step() throws IOException {
        Session own = lease.session();
        HttpConnection http = own.http();
        switch (http.progress()) {
            case PARTIAL -> {
                boolean readable = wire.inbox().readable();
                if (readable) {
                    http.receive();
                }
                return readable;
            }
            case READY -> {
                return ready(own);
            }
            default -> {
                if (wire.outbox().isEmpty()) { // else it would overtake; drained() comes back to it
                    answer(own); // a violation, or nothing more comes
                }
                return false;
            }
        }
    }

    private boolean ready(Session own) throws IOException {
        long missing = shared.inline() ? own.http().bodyMissing() : -1;
        boolean complete = missing == 0 || (missing > 0 && wire.inbox().ended());
        if (!complete && missing > 0 && missing <= GATHERED) {
            boolean readable = wire.inbox().readable();
            if (readable) {
                own.http().receiveBody();
            }
            return readable;
        }
        if (!complete) {
            wire.flush();
        }
        if (!wire.outbox().isEmpty()) {
            return false; // drained() comes back to it
        }
        if (complete) {
            return answer(own);
        }
        lend(own);
        return false;
    }

    /** Serve a request on the loop. {@return whether the connection is kept} */
    private boolean answer(Session own) {
        own.reporter().thread(LOOP_NUMBER);
        boolean kept = own.http().serve(shared.application());
        if (own.http().suspended()) {
            wire.inbox().keepOffered();
            state = State.THREAD; // when there is something to do
            try {
                wire.flush();
            } catch (IOException e) {
                cut(e); // which the application learns when it goes on
            }
            wire.waits(true);
            own.http().sleep(this::wake);
            return false;
        }
        if (kept) {
            lease.served();
        } else {
            leave(own);
        }
        return kept;
    }

    private void lend(Session own) {
        wire.inbox().keepOffered();
        wire.waits(true);
        state = State.THREAD;
        LoopCarrier carrier = shared.carrier();
        if (carrier == null) {
            shared.handoff().add(this);
            return;
        }
        recorded = TrackRecord.number(own.http().head());
        if (carrier.trusts(recorded)) {
            carrier.run(recorded, this);
        } else {
            shared.handoff().add(this);
        }
    }

    /** Serve the request that is complete, and those that are there already behind it. Runs on a thread. */
    @Override
    public void run() {
        Session own = lease.session();
        LoopCarrier carrier = shared.carrier();
        if (carrier != null) {
            carrier.begins(recorded);
        }
        run(own, false);
    }

    /** A suspended request has something to do. */
    private void wake() {
        shared.handoff().add(this::resume);
    }

    private void resume() {
        run(lease.session(), true);
    }

    private void run(Session own, boolean suspended) {
        LoopCarrier carrier = shared.carrier();
        boolean kept = false;
        try {
            own.reporter().thread(UNNUMBERED);
            kept = exchanges(own.http(), suspended);
        } catch (RuntimeException | Error e) {
            shared.log().log(Logger.Level.ERROR, "A connection failed in an unexpected way", e);
        } finally {
            if (!kept) {
                leave(own);
            }
            if (carrier != null) {
                carrier.ends();
            }
        }
        if (kept && own.http().suspended()) { // else the session is another's
            own.http().sleep(this::wake);
        } else if (kept) {
            lease.served();
            lease.rest();
            wire.waits(false);
            state = State.RETURNED;
            if (wire.inbox().readable()) {
                channel.eventLoop().execute(this::takeUp); // they came before the loop could see that
            }
        }
    }

    private boolean exchanges(HttpConnection http, boolean suspended) {
        boolean proceeding = suspended;
        try {
            do {
                boolean kept = proceeding ? http.proceed() : http.serve(shared.application());
                proceeding = false;
                if (!kept || http.suspended()) {
                    return kept;
                }
                while (http.progress() == HttpConnection.Progress.PARTIAL
                        && wire.inbox().readable()) {
                    http.receive();
                }
            } while (http.progress() == HttpConnection.Progress.READY
                    || http.progress() == HttpConnection.Progress.REFUSED);
            return http.progress() == HttpConnection.Progress.PARTIAL;
        } catch (IOException e) {
            return false;
        }
    }

    /** HTTP is over on this connection. Called by whoever has it. */
    private void leave(Session own) {
        if (own.http().upgraded()) {
            ByteBuffer received = own.http().release();
            if (state == State.THREAD) {
                channel.eventLoop().execute(() -> handOver(received));
            } else {
                handOver(received);
            }
        } else {
            own.http().close();
        }
        lease.giveBack();
    }

    private void handOver(ByteBuffer received) {
        ChannelHandlerContext handler = context;
        Successor successor = wire.successor();
        if (handler == null || successor == null) {
            return;
        }
        try {
            wire.flush();
        } catch (IOException e) {
            cut(e); // which the successor is to know as well
        }
        if (channel.isOpen()) { // else it is forgotten already
            state = State.UPGRADED;
            server.forget(this);
        }
        try {
            successor.takeOver(handler, wire.inbox().takeAll(received));
        } catch (IOException e) {
            cut(e);
        }
    }

    /** The outbox is empty: go on with what waited for that. Called by the loop. */
    void drained() {
        if (farewell != null) {
            farewell.drained();
        } else {
            takeUp();
        }
    }

    /** Close the connection once everything is sent. Called by the loop. */
    void end() {
        if (!channel.isOpen()) {
            state = State.CLOSED;
            return;
        }
        state = State.ENDING;
        wire.waits(false);
        Farewell last = new Farewell(channel, wire, tls);
        farewell = last;
        try {
            last.begin();
        } catch (IOException e) {
            cut(e);
        }
    }

    /** Close it at once, by a reset where there is such a thing. Called by the loop. */
    void cut(IOException cause) {
        wire.fail(cause);
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            if (tls == null) {
                wire.closeChannel();
            } else {
                tls.cut();
            }
        } else if (state != State.THREAD) {
            state = State.CLOSED;
        }
    }

    /** The channel is closed. */
    @Override
    public void operationComplete(ChannelFuture closed) {
        boolean loops = mine();
        boolean known = state != State.UPGRADED;
        if (state != State.THREAD) {
            state = State.CLOSED;
        }
        wire.fail(new IOException("the connection is closed"));
        if (loops && !processing) {
            lease.giveBack();
        }
        server.closed(this, known);
    }

    /**
     * Look at the time. Called by the loop a few times a second.
     *
     * @param firstLimit how long to wait for the first byte of the first request, in nanoseconds, 0 = for ever
     */
    void tick(long now, long firstLimit) {
        long patience = shared.patience().toNanos();
        if (patience > 0 && wire.outbox().stalled(now) > patience) {
            stalled();
            return;
        }
        if (state == State.THREAD) {
            lookAfterThread(now);
        } else if (farewell != null) {
            farewell.tick(now);
        } else if (mine()) {
            lookAfterClient(now, firstLimit, patience);
        }
    }

    private void stalled() {
        SocketTimeoutException cause = new SocketTimeoutException(
                "the client read nothing for " + shared.patience().toSeconds() + " s");
        if (state != State.THREAD) { // else the thread reports it with its request
            shared.log().warning("Slow client ip=" + lease.ends().remoteHost() + ": " + cause.getMessage());
        }
        cut(cause);
    }

    private void lookAfterThread(long now) {
        Session own = lease.current();
        if (own != null) {
            own.http().tick(now);
        }
        Socket socket = wire.socket();
        if (socket != null && wire.inbox().ended()) {
            try {
                // Epoll goes on announcing a connection that was closed from both sides: do not listen to that for
                // long.
                if (socket.getSoError() != 0) {
                    cut(new IOException("the client is gone"));
                }
            } catch (IOException e) {
                cut(e);
            }
        }
    }

    private void lookAfterClient(long now, long firstLimit, long patience) {
        Session own = lease.current();
        if (own == null || lease.idle()) {
            long limit = lease.hasServed() ? shared.keepalive().toNanos() : firstLimit;
            if (limit > 0 && now - lease.idleSince() > limit && wire.outbox().isEmpty()) {
                lookOnceMore();
            }
            return;
        }
        long waited = now - own.http().waitingSince();
        if (own.http().progress() == HttpConnection.Progress.READY) {
            if (waited > SOON && wire.outbox().isEmpty()) {
                lend(own); // its body takes longer to arrive than a handler should be waited for on the loop
            }
        } else if (patience > 0 && waited > patience) {
            own.http().timedOut(new SocketTimeoutException("the request did not arrive in time"));
            leave(own);
        }
    }

    /** Close an idle connection, unless a request has arrived just now. */
    private void lookOnceMore() {
        ByteBuf last = server.receiveBuffer().take(channel.alloc());
        try {
            Socket socket = wire.socket();
            int count =
                    socket == null ? 0 : socket.recv(last.internalNioBuffer(0, last.capacity()), 0, last.capacity());
            if (count > 0) {
                arrived(last.writerIndex(count));
            } else {
                wire.closeChannel();
            }
        } catch (IOException e) {
            cut(e);
        } finally {
            last.release();
        }
    }
}
