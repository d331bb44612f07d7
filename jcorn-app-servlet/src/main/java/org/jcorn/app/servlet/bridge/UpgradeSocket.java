package org.jcorn.app.servlet.bridge;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.CompletionHandler;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSession;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SendfileDataBase;
import org.apache.tomcat.util.net.SendfileState;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.apache.tomcat.util.net.jsse.JSSESupport;
import org.jcorn.Request;
import org.jspecify.annotations.Nullable;

/** The socket that Tomcat sees of an upgraded connection: the bodies of the request and of its response. */
final class UpgradeSocket extends SocketWrapperBase<UpgradedConnection> {
    private static final int BUFFER = 8192;

    private final ServletExchange exchange;
    private final InputStream in;
    private final OutputStream out;
    private final AtomicBoolean readAwaited = new AtomicBoolean();
    private final AtomicBoolean writeAwaited = new AtomicBoolean();

    /** Whether the next read without waiting may read, though nothing is buffered: it was said that it would not wait. */
    private boolean announced;

    private volatile boolean listened;

    UpgradeSocket(UpgradedConnection connection, ServletExchange exchange) {
        super(connection, exchange.protocol().endpoint());
        this.exchange = exchange;
        in = exchange.request().body();
        out = exchange.response().body();
        socketBufferHandler = new SocketBufferHandler(0, BUFFER, false);
    }

    /** {@return whether somebody wants to be told of what arrives, rather than to wait for it} */
    boolean listened() {
        return listened;
    }

    @Override
    public int read(boolean block, byte[] target, int offset, int length) throws IOException {
        return block || arrived() ? receive(target, offset, length) : 0;
    }

    @Override
    public int read(boolean block, ByteBuffer to) throws IOException {
        if (!block && !arrived()) {
            return 0;
        }
        int count = receive(to.array(), to.arrayOffset() + to.position(), to.remaining());
        if (count > 0) {
            to.position(to.position() + count);
        }
        return count;
    }

    private int receive(byte[] target, int offset, int length) throws IOException {
        checkOpen();
        announced = false;
        return in.read(target, offset, length);
    }

    /** The bodies may be those of another connection by now. */
    private void checkOpen() throws IOException {
        if (isClosed()) {
            throw new IOException("the connection is closed");
        }
    }

    private boolean arrived() throws IOException {
        return announced || in.available() > 0;
    }

    @Override
    public boolean isReadyForRead() throws IOException {
        if (arrived()) {
            return true;
        }
        registerReadInterest();
        return false;
    }

    @Override
    public void registerReadInterest() {
        listened = true;
        if (readAwaited.compareAndSet(false, true)) {
            exchange.exchange().whenReadable(() -> {
                readAwaited.set(false);
                announced = true;
                getSocket().advance(SocketEvent.OPEN_READ);
            });
        }
    }

    @Override
    public void registerWriteInterest() {
        if (writeAwaited.compareAndSet(false, true)) {
            exchange.exchange().whenWritable(() -> {
                writeAwaited.set(false);
                getSocket().advance(SocketEvent.OPEN_WRITE);
            });
        }
    }

    @Override
    public boolean isReadyForWrite() {
        if (canWrite() && exchange.exchange().writable()) {
            return true;
        }
        registerWriteInterest();
        return false;
    }

    @Override
    protected void doWrite(boolean block, ByteBuffer from) throws IOException {
        checkOpen();
        if (from.hasRemaining() && (block || exchange.exchange().writable())) {
            out.write(from.array(), from.arrayOffset() + from.position(), from.remaining());
            from.position(from.limit());
            out.flush();
        }
    }

    @Override
    protected boolean flushNonBlocking() throws IOException {
        if (!socketBufferHandler.isWriteBufferEmpty()) {
            doWrite(false);
        }
        if (socketBufferHandler.isWriteBufferEmpty() && !nonBlockingWriteBuffer.isEmpty()) {
            nonBlockingWriteBuffer.write(this::writeBuffered, false);
            if (!socketBufferHandler.isWriteBufferEmpty()) {
                doWrite(false);
            }
        }
        return hasDataToWrite();
    }

    /** {@return whether some of it remains} */
    private boolean writeBuffered(ByteBuffer from, boolean block) throws IOException {
        writeNonBlockingInternal(from);
        return from.hasRemaining();
    }

    @Override
    public void execute(Runnable task) {
        exchange.protocol().getExecutor().execute(task);
    }

    @Override
    protected void doClose() {
        exchange.exchange().end();
    }

    @Override
    protected void populateRemoteHost() {
        remoteHost = request().remoteHost();
    }

    @Override
    protected void populateRemoteAddr() {
        remoteAddr = request().remoteHost();
    }

    @Override
    protected void populateRemotePort() {
        remotePort = request().remotePort();
    }

    @Override
    protected void populateLocalName() {
        localName = request().serverName();
    }

    @Override
    protected void populateLocalAddr() {
        localAddr = request().serverName();
    }

    @Override
    protected void populateLocalPort() {
        localPort = request().serverPort();
    }

    private Request request() {
        return exchange.request();
    }

    @Override
    public @Nullable SSLSupport getSslSupport() {
        SSLSession session = exchange.tlsSession();
        return session == null ? null : new JSSESupport(session, Map.of());
    }

    @Override
    public void doClientAuth(SSLSupport support) {}

    @Override
    public void setAppReadBufHandler(ApplicationBufferHandler handler) {}

    @Override
    public SendfileDataBase createSendfileData(String file, long position, long length) {
        throw new UnsupportedOperationException("an upgraded connection sends no files");
    }

    @Override
    public SendfileState processSendfile(SendfileDataBase file) {
        throw new UnsupportedOperationException("an upgraded connection sends no files");
    }

    @Override
    protected <A> OperationState<A> newOperationState(
            boolean read,
            ByteBuffer[] buffers,
            int offset,
            int length,
            BlockingMode block,
            long timeout,
            TimeUnit unit,
            A attachment,
            CompletionCheck check,
            CompletionHandler<Long, ? super A> completionHandler,
            Semaphore semaphore,
            VectoredIOCompletionHandler<A> completion) {
        throw new UnsupportedOperationException("an upgraded connection sends no files"); // for asynchronous IO only
    }
}
