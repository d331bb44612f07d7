package org.jcorn.app.servlet.bridge;

import org.apache.catalina.connector.Connector;
import org.jcorn.Application;
import org.jcorn.Request;
import org.jcorn.Response;
import org.jcorn.spi.Logger;

/**
 * Joins a Tomcat to jcorn: a connector for the one, an application for the other. It takes Tomcat's log records, those of
 * the logger {@code org.apache}, from then on.
 *
 * <p>Paths go to Tomcat as the client sent them, so a context belongs where {@link Request#scriptName()} says. Values of
 * {@link Request#attributes()} become attributes of the servlet request. Hosts should report errors by
 * {@link QuietErrorReportValve}.
 */
public final class Bridge {

    /**
     * The attribute of Tomcat's own request that holds a {@link Runnable}, to be run before the client hears of a response:
     * from then on it may send its next request, to another worker.
     */
    public static final String BEFORE_COMMIT = "org.jcorn.app.servlet.before_commit";

    private final BridgeProtocol protocol = new BridgeProtocol();
    private final Connector connector = new Connector(protocol);

    /**
     * Make a bridge.
     *
     * @param log where Tomcat's records go
     */
    public Bridge(Logger log) {
        TomcatLog.install(log);
    }

    /** {@return the connector, to be set into a Tomcat or a service before that is started} */
    public Connector connector() {
        return connector;
    }

    /**
     * {@return the application that gives each request to the connector's service} Stopping the connector times out the
     * asynchronous requests that wait.
     */
    public Application application() {
        return this::handle;
    }

    private void handle(Request request, Response response) throws Exception {
        BridgeProcessor processor = protocol.acquire();
        ServletExchange exchange = new ServletExchange(request, response, processor, protocol);
        processor.open(exchange);
        exchange.handle();
    }
}
