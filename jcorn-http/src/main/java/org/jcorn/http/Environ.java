package org.jcorn.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jcorn.Headers.Field;

/** A request as CGI variables (RFC 3875 §4.1), named as Gunicorn names them in the WSGI environment. */
final class Environ {
    private Environ() {}

    static Map<String, Object> of(HttpRequest request) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("SERVER_SOFTWARE", "jcorn");
        map.put("GATEWAY_INTERFACE", "CGI/1.1");
        map.put("REQUEST_METHOD", request.method());
        map.put("SCRIPT_NAME", request.scriptName());
        map.put("PATH_INFO", request.path());
        map.put("QUERY_STRING", request.query());
        map.put("RAW_URI", request.target());
        map.put("SERVER_PROTOCOL", request.protocol());
        map.put("wsgi.url_scheme", request.scheme());
        map.put("REMOTE_ADDR", request.remoteHost());
        map.put("REMOTE_PORT", request.remotePort() == 0 ? "" : Integer.toString(request.remotePort()));
        map.put("SERVER_NAME", request.serverName());
        map.put("SERVER_PORT", Integer.toString(request.serverPort()));
        if (request.scheme().equals("https")) {
            map.put("HTTPS", "on");
        }
        ProxyAddress proxy = request.head().proxy();
        if (proxy != null && proxy.named()) {
            map.put("PROXY_PROTOCOL", proxy.protocol());
            map.put("PROXY_ADDR", proxy.proxyHost());
            map.put("PROXY_PORT", Integer.toString(proxy.proxyPort()));
        }
        for (Field field : request.headers()) {
            // As Gunicorn, repeated fields are joined by a bare comma here.
            map.merge(variable(field.name()), field.value(), (first, next) -> first + "," + next);
        }
        return map;
    }

    private static String variable(String name) {
        if (name.equalsIgnoreCase("Content-Type")) {
            return "CONTENT_TYPE";
        }
        if (name.equalsIgnoreCase("Content-Length")) {
            return "CONTENT_LENGTH";
        }
        StringBuilder variable = new StringBuilder(name.length() + 5).append("HTTP_");
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            variable.append(c == '-' ? '_' : c >= 'a' && c <= 'z' ? (char) (c - 0x20) : c);
        }
        return variable.toString();
    }
}
