package org.jcorn.app.servlet.bridge;

import org.apache.catalina.connector.Connector;
import org.jcorn.Application;
import org.jcorn.spi.Logger;

/** Joins a Tomcat to jcorn: a connector for the one, an application for the other. */
public final class Bridge {
    private final Connector connector;
    private final Application application;

    /**
     * Make a bridge.
     *
     * @param log where failures are written
     */
    public Bridge(Logger log) {
        connector = new Connector(new BridgeProtocol());
        application = (request, response) -> {
            log.debug("the servlet container does not answer");
            response.status(503).send("");
        };
    }

    /** {@return the connector, to be set into a Tomcat or a service before that is started} */
    public Connector connector() {
        return connector;
    }

    /** {@return the application that gives each request to the connector's service} */
    public Application application() {
        return application;
    }
}
