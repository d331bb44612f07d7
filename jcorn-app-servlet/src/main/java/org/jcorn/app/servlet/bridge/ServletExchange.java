package org.jcorn.app.servlet.bridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import javax.net.ssl.SSLSession;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketEvent;
import org.jcorn.Request;
import org.jcorn.Response;
import org.jcorn.spi.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through Tomcat. It runs the processor, first on the handler's thread and then for each event on
 * that of a task, until the request has ended.
 */
final class ServletExchange {
    private final Request request;
    private final Response response;
    private final BridgeProcessor processor;
    private final BridgeProtocol protocol;

    /** Made when it is needed, which for most requests is never; kept because the request is used for others. */
    private volatile @Nullable Exchange exchange;

    private boolean suspended;
    private boolean ended;

    ServletExchange(Request request, Response response, BridgeProcessor processor, BridgeProtocol protocol) {
        this.request = request;
        this.response = response;
        this.processor = processor;
        this.protocol = protocol;
    }

    Request request() {
        return request;
    }

    Response response() {
        return response;
    }

    BridgeProtocol protocol() {
        return protocol;
    }

    /** {@return whether somebody may still hold on to the processor, because the handler did not end the request} */
    boolean wasSuspended() {
        return suspended;
    }

    @Nullable
    SSLSession tlsSession() {
        return exchange().tlsSession();
    }

    Exchange exchange() {
        Exchange made = exchange;
        if (made == null) {
            synchronized (this) {
                made = Exchange.of(request);
                exchange = made;
            }
        }
        return made;
    }

    /** Let the request go on when the handler has returned. */
    void suspend() {
        if (!suspended) {
            exchange().suspend();
            exchange().whenOver(this::over);
            suspended = true;
        }
    }

    /** {@return something that may fail as a task} */
    static Runnable task(Step step) {
        return () -> {
            try {
                step.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /** What a task does. */
    interface Step {
        void run() throws IOException;
    }

    /** Serve the request, on the handler's thread. */
    void handle() throws IOException {
        drive(SocketEvent.OPEN_READ);
    }

    /** Take up the request again because something has happened. */
    void event(SocketEvent event) {
        exchange().execute(task(() -> drive(event)));
    }

    /** Tell the processor as soon as the body can be read. */
    void awaitReadable(BodyInput input) {
        exchange().whenReadable(task(() -> {
            input.fetch();
            drive(SocketEvent.OPEN_READ);
        }));
    }

    /** Tell the processor as soon as the body can be written. */
    void awaitWritable() {
        exchange().whenWritable(task(() -> drive(SocketEvent.OPEN_WRITE)));
    }

    private void drive(SocketEvent event) throws IOException {
        if (ended) {
            return;
        }
        if (suspended) {
            protocol.timeouts().remove(processor);
            if (event == SocketEvent.TIMEOUT && !processor.timeoutApplies()) {
                // Meanwhile the application has completed, or has begun to wait for something else.
                await();
                return;
            }
        }
        SocketState state = processor.advance(event);
        if (state == SocketState.LONG) {
            suspend();
            await();
        } else if (processor.isUpgrade() && processor.sound()) {
            ended = true;
            suspend();
            new UpgradedConnection(this, processor.getUpgradeToken()).start();
        } else {
            ended = true;
            complete();
        }
    }

    /** The request is over. If it was not Tomcat that ended it, Tomcat has to hear of it, and the application. */
    private void over() {
        if (!ended) {
            ended = true;
            protocol.timeouts().remove(processor);
            processor.detach();
            processor.advance(SocketEvent.ERROR);
        }
    }

    private void await() {
        if (processor.isAsync()) {
            protocol.timeouts().add(processor);
        }
    }

    private void complete() throws IOException {
        IOException failure = processor.failure(response);
        protocol.release(this, processor);
        if (failure != null) {
            throw failure;
        }
        if (suspended) {
            exchange().end();
        }
    }
}
