package org.jcorn.worker;

import org.jcorn.Application;
import org.jcorn.NonBlocking;
import org.jcorn.Request;
import org.jcorn.Response;

/** Stands in for an application that cannot be loaded, in reload mode: says why, to whoever asks. */
@NonBlocking
final class BrokenApplication implements Application {

    private static final int INTERNAL_SERVER_ERROR = 500;

    private final String failure;

    /** @param failure the compiler's messages, or whatever else is wrong */
    BrokenApplication(String failure) {
        this.failure = failure;
    }

    @Override
    public void handle(Request request, Response response) throws Exception {
        response.status(INTERNAL_SERVER_ERROR).header("Cache-Control", "no-store");
        String accept = request.header("Accept");
        if (accept != null && accept.contains("text/html")) {
            response.header("Content-Type", "text/html; charset=utf-8").send(page());
        } else {
            response.send(failure + "\n");
        }
    }

    private String page() {
        return "<!DOCTYPE html>\n<html>\n<head><title>The application failed to load</title></head>\n<body>\n"
                + "<h1>The application failed to load</h1>\n<pre>" + escaped(failure) + "</pre>\n</body>\n</html>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
