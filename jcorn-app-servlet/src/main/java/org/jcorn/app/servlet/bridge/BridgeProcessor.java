package org.jcorn.app.servlet.bridge;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletConnection;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.SSLSession;
import org.apache.coyote.AbstractProcessor;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.Constants;
import org.apache.coyote.ContinueResponseTiming;
import org.apache.coyote.ErrorState;
import org.apache.coyote.UpgradeToken;
import org.apache.juli.logging.Log;
import org.apache.juli.logging.LogFactory;
import org.apache.tomcat.util.ExceptionUtils;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.DispatchType;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.apache.tomcat.util.net.jsse.JSSESupport;
import org.jcorn.Response;
import org.jspecify.annotations.Nullable;

/**
 * What Tomcat sees of a request: answers its actions with those of jcorn. It belongs to one request at a time and is used
 * again afterwards, unless that was asynchronous: then somebody may call it late.
 */
final class BridgeProcessor extends AbstractProcessor implements AsyncTimeouts.Waiting {
    private static final Log LOG = LogFactory.getLog(BridgeProcessor.class);

    private final RequestHeadCopy requestHead = new RequestHeadCopy();
    private final BodyInput input = new BodyInput(request);
    private final BodyOutput output = new BodyOutput(response);

    private @Nullable ServletExchange exchange;
    private @Nullable UpgradeToken upgradeToken;
    private boolean http11;
    private boolean finished;

    BridgeProcessor(Adapter adapter) {
        super(adapter);
        request.setInputBuffer(input);
        response.setOutputBuffer(output);
    }

    /** Start with a request. */
    void open(ServletExchange with) {
        exchange = with;
        http11 = with.request().protocol().equals("HTTP/1.1");
        finished = false;
        input.open(with.request());
        output.open(with.response());
    }

    private ServletExchange exchange() {
        ServletExchange with = exchange;
        if (with == null) {
            throw new IllegalStateException("the request is over");
        }
        return with;
    }

    /** Let Tomcat go on with the request. {@return what is to become of it} */
    SocketState advance(SocketEvent event) {
        if (event == SocketEvent.ERROR && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) == null) {
            request.setAttribute(RequestDispatcher.ERROR_EXCEPTION, new IOException("the connection has failed"));
        }
        try {
            return process(null, event);
        } catch (Throwable e) {
            ExceptionUtils.handleThrowable(e);
            LOG.error("the request has failed", e);
            fail(e);
            return SocketState.CLOSED;
        }
    }

    private void fail(Throwable cause) {
        response.setStatus(500);
        setErrorState(ErrorState.CLOSE_NOW, cause);
    }

    /** {@return whether the timeout that has fired is that of what is waited for now} */
    boolean timeoutApplies() {
        return isAsync() && checkAsyncTimeoutGeneration();
    }

    /** {@return whether the client can still be written to} */
    boolean sound() {
        return getErrorState().isIoAllowed();
    }

    /**
     * {@return why jcorn has to end the request, or null if Tomcat has answered it} A body that could not be read is
     * answered by jcorn, which knows what was wrong with it.
     */
    @Nullable
    IOException failure(Response to) {
        IOException unread = input.failure();
        if (unread != null && !to.committed() && response.isError() && response.getStatus() >= 400) {
            return unread;
        }
        return sound() ? null : new CutResponseException();
    }

    @Override
    protected SocketState service(@Nullable SocketWrapperBase<?> none) {
        request.markStartTime();
        parseHost(requestHead.copy(exchange().request(), request));
        request.getRequestProcessor().setStage(Constants.STAGE_SERVICE);
        if (sound()) {
            serve();
        } else {
            adapter.log(request, response, 0);
        }
        request.getRequestProcessor().setStage(Constants.STAGE_ENDED);
        if (isAsync() && !getErrorState().isError()) {
            return SocketState.LONG;
        }
        if (sound()) {
            action(ActionCode.CLOSE, null);
        }
        return isUpgrade() ? SocketState.UPGRADING : SocketState.CLOSED;
    }

    private void serve() {
        try {
            adapter.service(request, response);
        } catch (InterruptedIOException e) {
            setErrorState(ErrorState.CLOSE_CONNECTION_NOW, e);
        } catch (Throwable e) {
            ExceptionUtils.handleThrowable(e);
            LOG.error("the request has failed", e);
            response.setStatus(500);
            setErrorState(ErrorState.CLOSE_CLEAN, e);
            adapter.log(request, response, 0);
        }
    }

    @Override
    protected SocketState dispatchEndRequest() {
        return SocketState.CLOSED; // OPEN would serve the request again, in search of a pipelined one
    }

    /** Let nothing more reach the connection, which is for other requests now. */
    void detach() {
        input.end();
        output.end();
    }

    @Override
    public void recycle() {
        adapter.checkRecycled(request, response);
        super.recycle();
        request.recycle();
        response.recycle();
        detach();
        exchange = null;
        upgradeToken = null;
        sslSupport = null;
    }

    // Response

    @Override
    protected void prepareResponse() throws IOException {
        if (request.getAttribute(Bridge.BEFORE_COMMIT) instanceof Runnable last) {
            last.run();
        }
        response.setCommitted(true);
        if (isUpgrade() && response.getStatus() == 101) {
            exchange().exchange().switchProtocol(ResponseHeadCopy.map(response.getMimeHeaders()));
            finished = true;
            return;
        }
        if (response.getStatus() < 200) {
            response.setStatus(500); // an interim response that nothing follows
        }
        int status = response.getStatus();
        boolean bodyless = status == 204 || status == 205 || status == 304;
        if (bodyless) {
            response.setContentLength(status == 205 ? 0 : -1);
        }
        boolean trailers = http11 && response.getTrailerFields() != null;
        Response to = exchange().response();
        ResponseHeadCopy.copy(response, to, bodyless, trailers ? -1 : response.getContentLengthLong(), LOG);
        String file = (String) request.getAttribute(Constants.SENDFILE_FILENAME_ATTR);
        output.begun(bodyless || "HEAD".equals(request.getMethod()), file);
        if (trailers) {
            to.body().flush(); // else a short body would not be chunked
        }
    }

    @Override
    protected void finishResponse() throws IOException {
        if (finished) {
            return;
        }
        finished = true;
        output.sendFile();
        Supplier<Map<String, String>> trailers = response.getTrailerFields();
        Map<String, String> fields = trailers == null ? null : trailers.get();
        if (http11 && fields != null) {
            exchange().exchange().trailers(fields);
        }
    }

    @Override
    protected void earlyHints() throws IOException {
        exchange().response().earlyHints(ResponseHeadCopy.map(response.getMimeHeaders()));
    }

    @Override
    protected void flush() throws IOException {
        output.flush();
    }

    @Override
    protected boolean flushBufferedWrite() {
        return false; // what was written is jcorn's
    }

    @Override
    protected boolean isReadyForWrite() {
        if (exchange().exchange().writable()) {
            return true;
        }
        exchange().awaitWritable();
        return false;
    }

    @Override
    protected void setSwallowResponse() {
        output.swallow();
    }

    @Override
    protected boolean isTrailerFieldsSupported() {
        return http11 && (!response.isCommitted() || response.getContentLengthLong() < 0);
    }

    // Request

    @Override
    protected void ack(ContinueResponseTiming timing) {
        // jcorn sends 100 (Continue) when the body is read.
    }

    @Override
    protected int available(boolean doRead) {
        return input.available();
    }

    @Override
    protected boolean isReadyForRead() {
        if (input.ready()) {
            return true;
        }
        if (!input.finished()) {
            registerReadInterest();
        }
        return false;
    }

    @Override
    protected void registerReadInterest() {
        exchange().awaitReadable(input);
    }

    @Override
    protected boolean isRequestBodyFullyRead() {
        return input.finished();
    }

    @Override
    protected boolean isTrailerFieldsReady() {
        return !input.chunked() || input.finished();
    }

    @Override
    protected void setRequestBody(ByteChunk body) {
        input.replay(body);
    }

    @Override
    protected void disableSwallowRequest() {
        // jcorn decides how much of a body is worth reading for the next request.
    }

    @Override
    protected boolean getPopulateRequestAttributesFromSocket() {
        return false;
    }

    @Override
    protected void populateRequestAttributeRemoteHost() {
        request.remoteHost().setString(exchange().request().remoteHost());
    }

    @Override
    protected void populatePort() {
        request.setServerPort(exchange().request().serverPort());
    }

    @Override
    protected void populateSslRequestAttributes() {
        SSLSession session = exchange().tlsSession();
        if (session != null && sslSupport == null) {
            setSslSupport(new JSSESupport(session, Map.of()));
        }
        super.populateSslRequestAttributes();
    }

    @Override
    protected void sslReHandShake() {
        populateSslRequestAttributes();
    }

    @Override
    protected ServletConnection getServletConnection() {
        return BridgeConnection.of(exchange().request());
    }

    @Override
    protected Object getProtocolRequestId() {
        return "";
    }

    // Events

    @Override
    protected void processSocketEvent(SocketEvent event, boolean dispatch) {
        ServletExchange with = exchange();
        if (event == SocketEvent.TIMEOUT) {
            with.protocol().timeouts().remove(this); // should the request have gone, nothing keeps it
        }
        with.event(event);
    }

    @Override
    protected void execute(Runnable task) {
        exchange().protocol().getExecutor().execute(task);
    }

    @Override
    protected void executeDispatches() {
        Iterator<DispatchType> dispatches = getIteratorAndClearDispatches();
        while (dispatches != null && dispatches.hasNext()) {
            processSocketEvent(dispatches.next().getSocketStatus(), true);
        }
    }

    // Upgrade

    @Override
    protected void doHttpUpgrade(UpgradeToken token) {
        upgradeToken = token;
    }

    @Override
    public boolean isUpgrade() {
        return upgradeToken != null;
    }

    @Override
    public UpgradeToken getUpgradeToken() {
        UpgradeToken token = upgradeToken;
        return token == null ? super.getUpgradeToken() : token;
    }

    @Override
    public void pause() {}

    @Override
    protected Log getLog() {
        return LOG;
    }
}
