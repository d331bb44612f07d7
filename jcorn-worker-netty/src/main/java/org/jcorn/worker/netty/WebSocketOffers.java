package org.jcorn.worker.netty;

import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the extensions a client offers (RFC 6455 §9.1). Netty's reader drops what it does not understand, and so agrees
 * to things nobody offered.
 */
final class WebSocketOffers {

    private static final String TOKEN_CHARS =
            "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final String field;
    private int at;

    private WebSocketOffers(String field) {
        this.field = field;
    }

    /**
     * {@return the offers in the client's order; none when the field is malformed}
     *
     * @param field the value of {@code Sec-WebSocket-Extensions}, null if there is none
     */
    static List<WebSocketExtensionData> read(@Nullable String field) {
        return field == null ? List.of() : new WebSocketOffers(field).list();
    }

    private List<WebSocketExtensionData> list() {
        List<WebSocketExtensionData> offers = new ArrayList<>();
        while (at < field.length()) {
            skipSpace();
            if (at == field.length() || skip(',')) {
                continue; // an empty element (RFC 9110 §5.6.1)
            }
            WebSocketExtensionData offer = offer();
            if (offer == null || (at < field.length() && !skip(','))) {
                return List.of();
            }
            offers.add(offer);
        }
        return offers;
    }

    private @Nullable WebSocketExtensionData offer() {
        String name = token();
        Map<String, @Nullable String> parameters = new LinkedHashMap<>();
        skipSpace();
        while (skip(';')) {
            skipSpace();
            String parameter = token();
            skipSpace();
            String value = null;
            if (skip('=')) {
                skipSpace();
                value = value();
                skipSpace();
                if (value.isEmpty()) {
                    return null;
                }
            }
            if (parameter.isEmpty() || parameters.containsKey(parameter)) {
                return null;
            }
            parameters.put(parameter, value);
        }
        return name.isEmpty() ? null : new WebSocketExtensionData(name, parameters);
    }

    /** {@return a token, in quotes or not; empty if there is none} */
    private String value() {
        if (!skip('"')) {
            return token();
        }
        String quoted = token(); // what is in the quotes must be one, too
        return skip('"') ? quoted : "";
    }

    private String token() {
        int from = at;
        while (at < field.length() && tokenChar(field.charAt(at))) {
            at++;
        }
        return field.substring(from, at);
    }

    private static boolean tokenChar(char c) {
        return TOKEN_CHARS.indexOf(c) >= 0;
    }

    private void skipSpace() {
        while (at < field.length() && (field.charAt(at) == ' ' || field.charAt(at) == '\t')) {
            at++;
        }
    }

    private boolean skip(char c) {
        boolean there = at < field.length() && field.charAt(at) == c;
        if (there) {
            at++;
        }
        return there;
    }
}
