package org.jcorn.files;

import java.nio.charset.StandardCharsets;

/** Paths as they stand in a URI (RFC 3986 §3.3). */
final class PathEncoding {

    private static final String PLAIN =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/";

    private PathEncoding() {}

    /** {@return the path, percent-encoded as UTF-8 but for its slashes} */
    static String encode(String path) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
            if (PLAIN.indexOf(each) >= 0) {
                encoded.append((char) each);
            } else {
                encoded.append(String.format("%%%02X", each));
            }
        }
        return encoded.toString();
    }
}
