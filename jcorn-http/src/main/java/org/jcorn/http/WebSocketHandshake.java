package org.jcorn.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The opening handshake of a WebSocket, the server's side of it (RFC 6455 §4.2).
 *
 * @param key what the client sent, unless the handshake is refused
 * @param status 101, or why it is refused
 * @param text a line for the client when it is refused
 */
record WebSocketHandshake(String key, int status, String text) {

    static final String VERSION = "13";
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /** {@return the handshake that a request asks for, or null if it asks for none} */
    static @Nullable WebSocketHandshake of(HttpRequest request) {
        if (!lists(request.header("Upgrade"), "websocket")) {
            return null;
        }
        String key = request.header("Sec-WebSocket-Key");
        if (!request.method().equals("GET") || !request.head().modern()) {
            return refused(400, "A WebSocket is asked for by GET and HTTP/1.1");
        }
        if (!lists(request.header("Connection"), "upgrade")) {
            return refused(400, "The Connection field does not name Upgrade");
        }
        if (!VERSION.equals(request.header("Sec-WebSocket-Version"))) {
            return refused(426, "The version of WebSocket is not supported");
        }
        if (key == null || !sixteenBytes(key)) {
            return refused(400, "The WebSocket key is malformed");
        }
        return new WebSocketHandshake(key, 101, "");
    }

    private static WebSocketHandshake refused(int status, String text) {
        return new WebSocketHandshake("", status, text);
    }

    /** {@return the first of the server's subprotocols that the client offers, or empty} */
    static String subprotocol(HttpRequest request, List<String> spoken) {
        String offered = request.header("Sec-WebSocket-Protocol");
        for (String each : spoken) {
            if (offered != null && List.of(offered.split("\\s*,\\s*")).contains(each)) {
                return each;
            }
        }
        return "";
    }

    /** {@return the value of {@code Sec-WebSocket-Accept}} */
    String accept() {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            byte[] digest = sha1.digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    private static boolean sixteenBytes(String key) {
        try {
            return Base64.getDecoder().decode(key).length == 16;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean lists(@Nullable String field, String token) {
        if (field == null) {
            return false;
        }
        for (String element : field.split(",", -1)) {
            if (element.strip().toLowerCase(Locale.ROOT).equals(token)) {
                return true;
            }
        }
        return false;
    }
}
