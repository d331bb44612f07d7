package org.jcorn.worker.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.unix.Socket;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import javax.net.ssl.SSLSession;
import org.jcorn.http.Upgrader;
import org.jcorn.http.Watch;
import org.jcorn.http.Wire;
import org.jspecify.annotations.Nullable;

/**
 * A wire over a channel, for the event loop and for threads in turn. On the loop it never waits: reading finds what has
 * arrived, writing gathers until {@link #flush} and queues what the client does not take. On a thread it waits for the
 * client.
 *
 * <p>Where there is a socket and nothing is queued, either sends without the channel's help: the loop need not be woken
 * for a response.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a channel tells of its failures by closing
final class NettyWire implements Wire {

    /** What a handler on the loop may leave unsent, in bytes. */
    private static final int MOST_UNSENT = 1 << 20;

    /** What may be queued while a thread goes on writing to a channel without a socket, in bytes. */
    private static final int SOME_UNSENT = 65_536;

    private static final int PIECE = 16_384;

    private final Connection connection;
    private final Channel channel;
    private final @Nullable Socket socket;
    private final @Nullable TlsLayer tls;
    private final Shared shared;
    private final Waiter reader = new Waiter();
    private final Waiter writer = new Waiter();
    private final Inbox inbox;
    private final Outbox outbox;
    private final Gate gate = new Gate();

    // Used by the owner only.
    private boolean waits;
    private boolean patient;
    private boolean unhurried;
    private int lingerBytes;
    private long lingerNanos;
    private @Nullable Successor successor;

    /**
     * @param socket the channel's, if bytes may be sent past its pipeline
     * @param tls the connection's, or null
     */
    NettyWire(Connection connection, Channel channel, @Nullable Socket socket, @Nullable TlsLayer tls, Shared shared) {
        this.connection = connection;
        this.channel = channel;
        this.socket = socket;
        this.tls = tls;
        this.shared = shared;
        this.inbox = new Inbox(channel, reader);
        this.outbox = new Outbox(channel, writer, connection::drained);
    }

    Inbox inbox() {
        return inbox;
    }

    Outbox outbox() {
        return outbox;
    }

    @Nullable
    Socket socket() {
        return socket;
    }

    /** Say whether calls may wait from now on: whether a thread uses this wire, not the loop. */
    void waits(boolean may) {
        waits = may;
        patient = false;
    }

    /** The connection broke: whoever uses the wire, or waits for the client, is to know. Called by the loop. */
    void fail(IOException cause) {
        inbox.fail(cause);
        outbox.fail(cause);
    }

    /** Close the channel, as soon as no thread is in the middle of sending. Called by the loop. */
    void closeChannel() {
        if (gate.shut()) {
            channel.close();
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = inbox.read(target, offset, length);
        while (count == 0 && waits) {
            leaveLoop();
            if (!reader.await(inbox::readable, unhurried ? 0 : shared.patience().toNanos())) {
                throw new SocketTimeoutException(
                        "the client sent nothing for " + shared.patience().toSeconds() + " s");
            }
            count = inbox.read(target, offset, length);
        }
        return count;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        if (waits) {
            while (bytes.hasRemaining()) {
                Staging staging = shared.stagings().lend();
                staging.put(bytes);
                send(staging);
            }
        } else {
            gather(bytes);
        }
    }

    @Override
    public void write(ByteBuffer[] bytes) throws IOException {
        if (!waits) {
            for (ByteBuffer each : bytes) {
                gather(each);
            }
            return;
        }
        int next = 0;
        while (next < bytes.length) {
            Staging staging = shared.stagings().lend();
            while (next < bytes.length && !staging.isFull()) {
                staging.put(bytes[next]);
                if (!bytes[next].hasRemaining()) {
                    next++;
                }
            }
            send(staging);
        }
    }

    /** Send what a thread has put into a staging, which is taken back, and wait until the client has taken it. */
    private void send(Staging staging) throws IOException {
        ByteBuf rest;
        try {
            rest = staging.isEmpty() || sendDirectly(staging) ? null : staging.take(channel.alloc());
        } finally {
            shared.stagings().takeBack(staging);
        }
        if (rest != null) {
            outbox.add(rest, rest.readableBytes());
            await(socket == null || patient ? SOME_UNSENT : 0);
        }
    }

    private boolean sendDirectly(Staging staging) throws IOException {
        Socket direct = socket;
        if (direct == null || !outbox.isEmpty()) {
            return false;
        }
        if (!gate.enter()) {
            throw broken();
        }
        try {
            return staging.send(direct);
        } finally {
            if (gate.leave()) {
                channel.close();
            }
        }
    }

    private IOException broken() {
        IOException failure = outbox.failure();
        return failure == null ? new IOException("the connection is closed") : failure;
    }

    /** Wait until no more than that is unsent; how long the client may take is watched by the loop. */
    private void await(long most) throws IOException {
        if (outbox.unsent() > most && outbox.failure() == null) {
            leaveLoop();
            writer.await(() -> outbox.unsent() <= most || outbox.failure() != null, 0);
        }
        IOException failure = outbox.failure();
        if (failure instanceof SocketTimeoutException) {
            throw new SocketTimeoutException(failure.getMessage());
        }
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    /** The loop must not wait for what only the loop can bring. */
    private void leaveLoop() throws IOException {
        LoopCarrier carrier = shared.carrier();
        if (carrier != null && !carrier.leave()) {
            throw new IOException("a handler waits for the client in native code or in the initialization of a class");
        }
    }

    private void gather(ByteBuffer bytes) throws IOException {
        Staging staging = shared.loopStaging();
        while (bytes.hasRemaining()) {
            if (staging.isFull()) {
                flush();
            }
            staging.put(bytes);
        }
    }

    /** Send what the loop has gathered for this connection, or queue it. */
    void flush() throws IOException {
        Staging staging = shared.loopStaging();
        if (staging.isEmpty()) {
            return;
        }
        try {
            Socket direct = socket;
            if (outbox.failure() != null) {
                throw broken();
            }
            if (direct != null && outbox.isEmpty() && staging.send(direct)) {
                return;
            }
            if (outbox.unsent() + staging.length() > MOST_UNSENT) {
                abort();
                // The kind of exception that is logged with the request.
                throw new SocketTimeoutException("a @NonBlocking handler wrote more than the client takes, "
                        + outbox.unsent() + " bytes are unsent");
            }
            ByteBuf rest = staging.take(channel.alloc());
            outbox.add(rest, rest.readableBytes());
        } finally {
            staging.clear();
        }
    }

    @Override
    public void transfer(FileChannel file, long offset, long length) throws IOException {
        // The file may be closed as soon as this returns, TLS takes no regions, and native code knows one kind of
        // channel.
        if (!waits || tls != null || !ofJdk(file)) {
            copy(file, offset, length);
            return;
        }
        outbox.add(new KeptOpenRegion(file, offset, length), length);
        try {
            await(0);
        } catch (IOException e) {
            if (!(e instanceof SocketTimeoutException) && file.isOpen() && file.size() < offset + length) {
                throw new EOFException("file ends " + (offset + length - file.size()) + " bytes early");
            }
            throw e;
        }
    }

    /** {@return whether the channel is of the default file system: others would crash the JVM in netty's sendfile} */
    private static boolean ofJdk(FileChannel file) {
        return file.getClass().getName().equals("sun.nio.ch.FileChannelImpl");
    }

    private void copy(FileChannel file, long offset, long length) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(length, PIECE));
        long done = 0;
        while (done < length) {
            piece.clear().limit((int) Math.min(piece.capacity(), length - done));
            int count = file.read(piece, offset + done);
            if (count <= 0) {
                throw new EOFException("file ends " + (length - done) + " bytes early");
            }
            done += count;
            write(piece.flip());
        }
    }

    @Override
    public void transferAndClose(FileChannel file, long offset, long length) throws IOException {
        if (waits || !ofJdk(file)) {
            Wire.super.transferAndClose(file, offset, length);
            return;
        }
        try {
            flush();
        } catch (IOException e) {
            file.close();
            throw e;
        }
        if (tls == null) {
            outbox.add(new DefaultFileRegion(file, offset, length), length); // closes it with the region
        } else {
            outbox.addFile(file, offset, length);
        }
    }

    /** Only remembers it: {@link #close} comes next, and the loop sees to both. */
    @Override
    public void drain(int bytes, Duration time) {
        lingerBytes = bytes;
        lingerNanos = time.toNanos();
    }

    /** {@return how many bytes may be read and dropped before the channel is closed} */
    int lingerBytes() {
        return lingerBytes;
    }

    /** {@return for how long} */
    long lingerNanos() {
        return lingerNanos;
    }

    @Override
    public void close() {
        if (waits) {
            channel.eventLoop().execute(connection::end);
        } else {
            connection.end();
        }
    }

    @Override
    public void abort() {
        if (channel.eventLoop().inEventLoop()) {
            connection.cut(new IOException("the connection was cut off"));
        } else {
            channel.eventLoop().execute(this::abort);
        }
    }

    @Override
    public boolean quiet() {
        return tls == null || tls.quiet();
    }

    @Override
    public boolean pending() {
        return inbox.readable();
    }

    @Override
    public boolean writable() {
        return outbox.isEmpty() || outbox.failure() != null;
    }

    @Override
    public Watch watch() {
        return this::watch;
    }

    private void watch(boolean reading, boolean writing, Runnable ready) {
        patient |= writing; // then nobody minds that some is left to the loop
        if (reading) {
            reader.sleep(inbox::readable, ready);
        }
        if (writing) {
            writer.sleep(this::writable, ready);
        }
    }

    @Override
    public void unhurried() {
        unhurried = true;
    }

    @Override
    public @Nullable SSLSession tlsSession() {
        return tls == null ? null : tls.session();
    }

    @Override
    public @Nullable Upgrader upgrader() {
        if (successor == null && shared.successors() != null) {
            successor = shared.successors().get();
        }
        return successor;
    }

    /** {@return what {@link #upgrader} offered, if it was asked} */
    @Nullable
    Successor successor() {
        return successor;
    }
}
