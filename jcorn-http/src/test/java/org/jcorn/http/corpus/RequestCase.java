package org.jcorn.http.corpus;

import java.util.List;
import java.util.Map;
import org.jcorn.http.Violation;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends on one connection, and what must come of it however the bytes are split.
 *
 * <p>Rule of use: read each request's body completely, then go on, until a request says close. Then comes the failure,
 * or the end of the input.
 *
 * @param name file or case name
 * @param bytes all that the client sends before it half-closes
 * @param config settings that differ from their defaults: strings, longs, booleans, lists of strings, maps
 * @param peer who sends
 * @param requests the requests that are whole, in order; for a failure only their number counts
 * @param failure what is wrong with the one after them, or null
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are what it is about; no case is compared with another
public record RequestCase(
        String name,
        byte[] bytes,
        Map<String, Object> config,
        Sender peer,
        List<ExpectedRequest> requests,
        @Nullable Failure failure) {

    /**
     * The peer of the connection.
     *
     * @param host its IP address, or empty for a Unix socket
     * @param port its port
     */
    public record Sender(String host, int port) {}

    /**
     * A field or trailer.
     *
     * @param name the name in upper case
     * @param value the value, one character for a byte
     */
    public record Line(String name, String value) {}

    /**
     * A request as it must be understood. Members that are null are not checked.
     *
     * @param method the method
     * @param target the target as received
     * @param path the path, not decoded
     * @param query the query
     * @param fragment the fragment
     * @param version such as {@code 1.1}
     * @param fields the header section
     * @param body the body, decoded from its transfer coding
     * @param trailers the trailer section
     * @param scheme http or https
     * @param scriptName the mount point
     * @param close whether the connection must close after it
     * @param continueExpected whether the client waits for 100
     * @param proxy protocol, client host and port, proxy host and port; an empty list for none
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record ExpectedRequest(
            String method,
            String target,
            @Nullable String path,
            @Nullable String query,
            @Nullable String fragment,
            String version,
            @Nullable List<Line> fields,
            byte[] body,
            @Nullable List<Line> trailers,
            String scheme,
            @Nullable String scriptName,
            boolean close,
            boolean continueExpected,
            @Nullable List<String> proxy) {}

    /**
     * What is wrong.
     *
     * @param status the status to answer
     * @param inBody whether it shows only when the body is read
     * @param requestsBefore how many requests are well before it
     * @param violation the very rule, or null when only the status is known
     */
    public record Failure(
            int status,
            boolean inBody,
            int requestsBefore,
            @Nullable Violation violation) {}

    @Override
    public String toString() {
        return name;
    }
}
