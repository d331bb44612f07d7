package org.jcorn.app.servlet.bridge;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.juli.logging.Log;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.MimeHeaders;
import org.jcorn.Response;

/** Gives jcorn the head of a response as coyote has it. */
final class ResponseHeadCopy {
    private ResponseHeadCopy() {}

    /**
     * Copy.
     *
     * @param bodyless whether the status has no body, so that most of what describes one is left out
     * @param length what Content-Length says, −1 for none
     * @param log where fields are complained about that cannot be sent
     */
    static void copy(org.apache.coyote.Response from, Response to, boolean bodyless, long length, Log log) {
        to.status(from.getStatus());
        MimeHeaders fields = from.getMimeHeaders();
        int size = fields.size();
        for (int i = 0; i < size; i++) {
            add(to, fields.getName(i).toStringType(), value(fields.getValue(i)), log);
        }
        if (!bodyless || from.getStatus() == 204) {
            String type = from.getContentType();
            if (type != null) {
                set(to, "Content-Type", type, log);
            }
            String language = from.getContentLanguage();
            if (language != null) {
                set(to, "Content-Language", language, log);
            }
        }
        if (length >= 0) {
            to.header("Content-Length", Long.toString(length));
        }
    }

    /** {@return the fields by name, the values of one name joined} */
    static Map<String, String> map(MimeHeaders fields) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            map.merge(
                    fields.getName(i).toStringType(),
                    cleaned(value(fields.getValue(i))),
                    (before, more) -> before + ", " + more);
        }
        return map;
    }

    /** The value as characters that stand for bytes: some fields, such as Location, are in another charset. */
    private static String value(MessageBytes value) {
        String text = value.toStringType();
        Charset charset = value.getCharset();
        return charset.equals(StandardCharsets.ISO_8859_1)
                ? text
                : new String(text.getBytes(charset), StandardCharsets.ISO_8859_1);
    }

    private static void add(Response to, String name, String value, Log log) {
        try {
            to.addHeader(name, value);
        } catch (IllegalArgumentException e) {
            set(to, name, value, log);
        }
    }

    /** Tomcat sends a space where a control character was, and leaves out what even so cannot be sent. */
    private static void set(Response to, String name, String value, Log log) {
        try {
            to.addHeader(name, cleaned(value));
        } catch (IllegalArgumentException e) {
            log.warn("a field of the response is left out: " + e.getMessage());
        }
    }

    private static String cleaned(String value) {
        int length = value.length();
        int at = 0;
        while (at < length && !control(value.charAt(at))) {
            at++;
        }
        if (at == length) {
            return value;
        }
        StringBuilder text = new StringBuilder(value);
        for (; at < length; at++) {
            if (control(text.charAt(at))) {
                text.setCharAt(at, ' ');
            }
        }
        return text.toString();
    }

    private static boolean control(char c) {
        return (c < ' ' && c != '\t') || c == 0x7f;
    }
}
