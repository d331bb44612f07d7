package org.jcorn.app.httpserver;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.jcorn.Request;
import org.jcorn.Response;
import org.jspecify.annotations.Nullable;

/** A request and its response as handlers see them. */
final class HandlerExchange extends HttpExchange {

    private final Request request;
    private final Response response;
    private final URI uri;
    private final HandlerContext context;
    private final Turn turn;
    private final Headers requestHeaders = new Headers();
    private final Headers responseHeaders = new Headers();
    private final RequestStream requestStream;
    private final ResponseStream responseStream;

    private InputStream input;
    private OutputStream output;
    private @Nullable HttpPrincipal principal;
    private volatile int responseCode = -1;

    /** @param turn every use of request and response takes one, but for the head of the request */
    HandlerExchange(Request request, Response response, URI uri, HandlerContext context, Turn turn) {
        this.request = request;
        this.response = response;
        this.uri = uri;
        this.context = context;
        this.turn = turn;
        for (org.jcorn.Headers.Field field : request.headers()) {
            requestHeaders.add(field.name(), field.value());
        }
        requestStream = new RequestStream(request.body(), turn);
        responseStream = new ResponseStream(response.body(), turn);
        input = requestStream;
        output = responseStream;
    }

    /**
     * The handler is through.
     *
     * @param returned whether it has returned, and may have left the exchange to another thread
     */
    void handled(boolean returned) throws IOException {
        if (!returned || responseStream.complete()) {
            turn.end();
        } else {
            turn.detach(request);
        }
        if (returned && responseStream.complete() && !responseStream.headSent()) {
            throw new IOException("the handler closed the exchange without an answer");
        }
    }

    void principal(HttpPrincipal who) {
        principal = who;
    }

    @Override
    public Headers getRequestHeaders() {
        return requestHeaders;
    }

    @Override
    public Headers getResponseHeaders() {
        return responseHeaders;
    }

    @Override
    public URI getRequestURI() {
        return uri;
    }

    @Override
    public String getRequestMethod() {
        return request.method();
    }

    @Override
    public HttpContext getHttpContext() {
        return context;
    }

    @Override
    public void close() {
        responseStream.abandon();
        try {
            input.close();
            if (responseStream.headSent()) {
                output.close();
            }
        } catch (IOException e) {
            turn.end(); // the response is cut short, which the client gets to know
        }
    }

    @Override
    public InputStream getRequestBody() {
        return input;
    }

    @Override
    public OutputStream getResponseBody() {
        return output;
    }

    @Override
    public void setStreams(@Nullable InputStream otherInput, @Nullable OutputStream otherOutput) {
        if (otherInput != null) {
            input = otherInput;
        }
        if (otherOutput != null) {
            output = otherOutput;
        }
    }

    @Override
    public void sendResponseHeaders(int status, long length) throws IOException {
        if (responseCode >= 0) {
            throw new IOException("headers already sent");
        }
        boolean bodyless = status == 204 || status == 304;
        boolean toHead = request.method().equals("HEAD");
        turn.take(() -> {
            response.status(status);
            head(toHead || status == 304);
            if (length > 0 && !bodyless && !toHead) {
                response.header("Content-Length", Long.toString(length));
            } else if (length < 0 && !bodyless && !toHead) {
                response.send(new byte[0]);
            }
            return 0;
        });
        responseCode = status;
        if (length == 0 && !bodyless && !toHead) {
            responseStream.open();
        } else {
            responseStream.open(bodyless || toHead ? 0 : Math.max(0, length));
        }
        if (responseStream.complete()) {
            turn.end(); // without a close
        }
    }

    /** @param length whether a length that the handler has set counts: else that of the body does */
    private void head(boolean length) {
        for (Map.Entry<String, List<String>> field : responseHeaders.entrySet()) {
            if (length || !field.getKey().equalsIgnoreCase("Content-Length")) {
                field.getValue().forEach(value -> response.addHeader(field.getKey(), value));
            }
        }
    }

    @Override
    public int getResponseCode() {
        return responseCode;
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return address(request.remoteHost(), request.remotePort());
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        // On a Unix socket the name is the client's word.
        return address(request.remotePort() == 0 ? "" : request.serverName(), request.serverPort());
    }

    private static InetSocketAddress address(String host, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port); // no name to look up
        } catch (UnknownHostException e) {
            return InetSocketAddress.createUnresolved(host, port);
        }
    }

    @Override
    public String getProtocol() {
        return request.protocol();
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        Object value = request.attributes().get(name);
        return value == null ? context.getAttributes().get(name) : value;
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        if (value == null) {
            request.attributes().remove(name);
        } else {
            request.attributes().put(name, value);
        }
    }

    @Override
    public @Nullable HttpPrincipal getPrincipal() {
        return principal;
    }
}
