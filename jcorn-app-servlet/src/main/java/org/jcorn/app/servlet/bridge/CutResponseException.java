package org.jcorn.app.servlet.bridge;

import java.io.IOException;

/** Makes the worker cut the connection: half a body is not to look like a whole one. Its cause was logged by Tomcat. */
final class CutResponseException extends IOException {
    private static final long serialVersionUID = 1;

    CutResponseException() {
        super("the response was cut short, its request has failed");
        setStackTrace(new StackTraceElement[0]);
    }
}
