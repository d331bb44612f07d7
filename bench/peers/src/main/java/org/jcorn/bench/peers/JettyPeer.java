package org.jcorn.bench.peers;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** Jetty's core API, without servlets: a handler that may block, on the default pool of 200 threads. */
public final class JettyPeer extends Handler.Abstract {
    private final byte[] hello = Answers.hello();
    private final byte[] body = Answers.body();

    public static void main(String[] args) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost(Answers.HOST);
        connector.setPort(Integer.parseInt(args[0]));
        connector.setAcceptQueueSize(Answers.BACKLOG);
        connector.setIdleTimeout(Answers.IDLE.toMillis());
        server.addConnector(connector);
        server.setHandler(new JettyPeer());
        server.start();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Answers.TYPE);
        switch (Request.getPathInContext(request)) {
            case "/" -> send(response, hello, callback);
            case "/echo" -> send(response, BufferUtil.toArray(Content.Source.asByteBuffer(request)), callback);
            case "/body" -> send(response, body, callback);
            case "/sleep" -> {
                Thread.sleep(Answers.SLEEP_MILLIS);
                send(response, hello, callback);
            }
            default -> Response.writeError(request, response, callback, 404);
        }
        return true;
    }

    private static void send(Response response, byte[] bytes, Callback callback) {
        response.write(true, ByteBuffer.wrap(bytes), callback);
    }
}
