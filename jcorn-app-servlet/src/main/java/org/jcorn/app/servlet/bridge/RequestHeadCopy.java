package org.jcorn.app.servlet.bridge;

import java.util.Map;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.MimeHeaders;
import org.jcorn.Headers;
import org.jcorn.Request;
import org.jspecify.annotations.Nullable;

/**
 * Gives coyote the head of a request. The path goes over as bytes: then Tomcat's adapter decodes it and makes its checks
 * for what could lead out of a context.
 */
final class RequestHeadCopy {
    private byte[] target = new byte[512];
    private byte[] host = new byte[64];

    /**
     * Copy.
     *
     * @return the authority the client asks for, or null if it names none
     */
    @Nullable
    MessageBytes copy(Request from, org.apache.coyote.Request to) {
        to.setMethod(from.method());
        to.protocol().setString(from.protocol());
        to.scheme().setString(from.scheme());
        String address = from.remoteHost();
        to.remoteAddr().setString(address);
        to.peerAddr().setString(address);
        to.setRemotePort(from.remotePort());
        String local = from.serverName();
        to.localAddr().setString(local);
        to.localName().setString(local);
        to.setLocalPort(from.serverPort());
        MessageBytes named = fields(from.headers(), to.getMimeHeaders());
        MessageBytes authority = target(from.target(), to, named);
        for (Map.Entry<String, Object> attribute : from.attributes().entrySet()) {
            to.setAttribute(attribute.getKey(), attribute.getValue());
        }
        return authority;
    }

    private @Nullable MessageBytes fields(Headers from, MimeHeaders to) {
        MessageBytes named = null;
        for (Headers.Field field : from) {
            String name = field.name();
            MessageBytes value = to.addValue(name);
            if (name.length() == 4 && name.equalsIgnoreCase("host")) {
                host = latin1(field.value(), host);
                value.setBytes(host, 0, field.value().length());
                named = value;
            } else {
                value.setString(field.value());
            }
        }
        return named;
    }

    private @Nullable MessageBytes target(String from, org.apache.coyote.Request to, @Nullable MessageBytes named) {
        target = latin1(from, target);
        int mark = from.indexOf('?');
        int pathEnd = mark < 0 ? from.length() : mark;
        if (mark >= 0) {
            to.queryString().setBytes(target, mark + 1, from.length() - mark - 1);
        }
        int scheme = from.startsWith("/") ? -1 : from.indexOf("://");
        if (scheme < 0 || scheme > pathEnd) {
            to.requestURI().setBytes(target, 0, pathEnd);
            return named;
        }
        return absolute(from, scheme + 3, pathEnd, to);
    }

    /** Take the absolute form apart: its authority overrules the field Host (RFC 9112 §3.2.2). */
    private MessageBytes absolute(String from, int start, int end, org.apache.coyote.Request to) {
        int slash = from.indexOf('/', start);
        int authorityEnd = slash < 0 || slash > end ? end : slash;
        if (authorityEnd == end) {
            to.requestURI().setString("/");
            to.requestURI().toBytes();
        } else {
            to.requestURI().setBytes(target, authorityEnd, end - authorityEnd);
        }
        int user = from.lastIndexOf('@', authorityEnd);
        int hostStart = user >= start ? user + 1 : start;
        MessageBytes authority = MessageBytes.newInstance();
        authority.setBytes(target, hostStart, authorityEnd - hostStart);
        return authority;
    }

    @SuppressWarnings("deprecation") // the one way from Latin-1 characters to bytes without an array for each
    private static byte[] latin1(String text, byte[] into) {
        int length = text.length();
        byte[] bytes = into.length >= length ? into : new byte[length];
        text.getBytes(0, length, bytes, 0);
        return bytes;
    }
}
