package org.jcorn.it.kit;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A client with a cookie, a connection for each request. */
public final class Visitor {

    private final int port;
    private @Nullable String cookie;

    /** Make one that has none yet. */
    public Visitor(int port) {
        this.port = port;
    }

    /** {@return the response to a GET} */
    public RawResponse get(String target) throws IOException {
        return ask("GET " + target + " HTTP/1.1\r\n", "");
    }

    /** {@return the response to a form} */
    public RawResponse post(String target, String form) throws IOException {
        return ask(
                "POST " + target + " HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                        + form.length() + "\r\n",
                form);
    }

    private RawResponse ask(String head, String body) throws IOException {
        try (RawClient client = RawClient.connect(port)) {
            String cookies = cookie == null ? "" : "Cookie: " + cookie + "\r\n";
            RawResponse response = client.send(head + "Host: jcorn.test\r\n" + cookies + "\r\n" + body)
                    .responseOnly();
            String set = response.field("Set-Cookie");
            if (set != null) {
                cookie = set.substring(0, set.indexOf(';'));
            }
            return response;
        }
    }
}
