package org.jcorn.tls;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jcorn.http.Wire;
import org.jspecify.annotations.Nullable;
import tlschannel.NeedsReadException;
import tlschannel.NeedsTaskException;
import tlschannel.NeedsWriteException;
import tlschannel.ServerTlsChannel;

/**
 * A wire that speaks TLS over another. It waits where the other does.
 *
 * <p>On a thread without leisure, one that polls for all connections, nothing is computed but the decryption of what is
 * there, and nothing is written: the steps of a handshake that take long are left for a thread that has it, and
 * {@link #pending} tells of them.
 */
final class TlsWire implements Wire {

    /** An operation of the channel, with its result. */
    private interface Step {
        long run() throws IOException;
    }

    private static final int PIECE = 65_536;

    private final Wire plain;
    private final BooleanSupplier leisure;
    private final Consumer<Exception> complaint;
    private final boolean suppressRaggedEofs;
    private final Buffers buffers = new Buffers();
    private final EncryptedChannel encrypted;
    private final ServerTlsChannel tls;

    /** The last read brought something, and more may have come along. */
    private boolean more;

    /** A thread with leisure is needed. */
    private boolean stuck;

    /** TLS cannot go on, and the complaint was made. */
    private boolean failed;

    /** What it has to compute first. */
    private @Nullable Runnable task;

    /**
     * @param context of the worker
     * @param plain the bytes as they travel
     * @param leisure whether the calling thread may compute and wait
     * @param complaint told of a failure that is the client's, once at most
     */
    TlsWire(TlsContext context, Wire plain, BooleanSupplier leisure, Consumer<Exception> complaint) {
        this.plain = plain;
        this.leisure = leisure;
        this.complaint = complaint;
        this.suppressRaggedEofs = context.suppressRaggedEofs();
        this.encrypted = new EncryptedChannel(plain, leisure, context.patience());
        this.tls = ServerTlsChannel.newBuilder(encrypted, context.context())
                .withEngineFactory(ignored -> context.engine())
                .withRunTasks(false)
                .withSessionInitCallback(session -> encrypted.establish())
                .withPlainBufferAllocator(buffers)
                .withEncryptedBufferAllocator(buffers)
                .build();
    }

    @Override
    public void handshake() throws IOException {
        run(() -> {
            tls.handshake();
            return 0;
        });
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        ByteBuffer window = ByteBuffer.wrap(target, offset, length);
        more = false;
        int count = (int) run(() -> tls.read(window));
        if (count > 0) {
            more = buffers.used();
            encrypted.partial(more);
        } else if (count < 0) {
            ended();
        }
        return count;
    }

    private void ended() throws IOException {
        if (!suppressRaggedEofs && encrypted.isEstablished() && !tls.shutdownReceived()) {
            SSLException ragged = new SSLException("the connection ended without the closing alert");
            complaint.accept(ragged);
            throw ragged;
        }
    }

    /** Take steps until one brings a result, or 0 when it has to wait for the client, or for a thread with leisure. */
    private long run(Step step) throws IOException {
        if (failed) {
            throw new ClosedChannelException();
        }
        encrypted.begin();
        while (true) {
            try {
                return compute() ? step.run() : 0;
            } catch (NeedsTaskException e) {
                task = e.getTask();
            } catch (NeedsWriteException e) {
                stuck = true;
                return 0;
            } catch (NeedsReadException e) {
                SocketTimeoutException timeout = encrypted.takeTimeout();
                if (timeout != null) {
                    throw timeout;
                }
                return 0;
            } catch (ClosedChannelException e) {
                if (encrypted.isEnded() && !encrypted.isEstablished()) {
                    return -1; // gone in the middle of the handshake
                }
                throw e;
            } catch (SSLException e) {
                throw failed(e);
            } catch (RuntimeException | AssertionError e) {
                throw failed(new SSLException("an unexpected failure, " + e, e));
            }
        }
    }

    /** Compute what is asked for. {@return whether the channel can go on} */
    private boolean compute() {
        Runnable left = task;
        stuck = left != null && !leisure.getAsBoolean();
        if (left != null && !stuck) {
            task = null;
            left.run();
        }
        return !stuck;
    }

    private SSLException failed(SSLException cause) {
        failed = true;
        if (cause instanceof PlainTextException) {
            plain.offer(PlainTextException.answer());
        } else {
            offerAlert(tls.getSslEngine());
        }
        complaint.accept(cause);
        return cause;
    }

    /** Tell the client why: the channel above is of no use any more, and would not. */
    private void offerAlert(@Nullable SSLEngine engine) {
        if (engine == null) {
            return;
        }
        try {
            ByteBuffer alert = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), alert);
            plain.offer(alert.flip());
        } catch (SSLException | RuntimeException e) {
            return; // it will see the end of the connection
        }
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        write(new ByteBuffer[] {bytes});
    }

    @Override
    public void write(ByteBuffer[] bytes) throws IOException {
        run(() -> tls.write(bytes));
        for (ByteBuffer each : bytes) {
            if (each.hasRemaining()) {
                throw new ClosedChannelException(); // by the client's closing alert
            }
        }
    }

    @Override
    public void transfer(FileChannel file, long offset, long length) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(length, PIECE));
        long done = 0;
        while (done < length) {
            piece.clear().limit((int) Math.min(length - done, piece.capacity()));
            int count = file.read(piece, offset + done);
            if (count < 0) {
                throw new EOFException("file ends " + (length - done) + " bytes early");
            }
            write(piece.flip());
            done += count;
        }
    }

    @Override
    public void drain(int bytes, Duration time) {
        encrypted.leave();
        try {
            tls.shutdown();
        } catch (IOException | RuntimeException | AssertionError e) {
            // No closing alert then: the client is gone, or TLS has failed.
        }
        plain.drain(bytes, time);
    }

    @Override
    public void close() {
        encrypted.leave();
        try {
            tls.close();
        } catch (IOException | RuntimeException | AssertionError e) {
            // What counts is that the connection is closed, which follows.
        }
        plain.close();
    }

    @Override
    public void abort() {
        plain.abort();
    }

    @Override
    public boolean quiet() {
        return !encrypted.isPartial();
    }

    @Override
    public boolean pending() {
        return more || stuck;
    }

    @Override
    public @Nullable SocketChannel selectable() throws IOException {
        return plain.selectable();
    }

    @Override
    public void idle(boolean now) {
        plain.idle(now);
    }

    @Override
    public void unhurried() {
        plain.unhurried();
    }

    @Override
    public @Nullable SSLSession tlsSession() {
        SSLEngine engine = tls.getSslEngine();
        return engine == null ? null : engine.getSession();
    }
}
