package org.jcorn.http;

import java.util.List;
import java.util.Map;

/**
 * What a peer may say about the world outside: names with underscores, the scheme, and the mount point (settings
 * {@code header_map}, {@code forwarder_headers}, {@code secure_scheme_headers}).
 */
final class HeaderPolicy {
    private final HttpOptions options;
    private final PeerTrust trust;
    private final String[] schemeNames;
    private final String[] schemeValues;
    private final boolean anyForwarderHeader;

    HeaderPolicy(HttpOptions options, PeerTrust trust) {
        this.options = options;
        this.trust = trust;
        List<Map.Entry<String, String>> schemes =
                List.copyOf(options.secureSchemeHeaders().entrySet());
        schemeNames = schemes.stream().map(Map.Entry::getKey).toArray(String[]::new);
        schemeValues = schemes.stream().map(Map.Entry::getValue).toArray(String[]::new);
        anyForwarderHeader = options.forwarderHeaders().contains("*");
    }

    /** Decide on a field whose name contains an underscore. {@return whether it is kept} */
    boolean keepsUnderscore(byte[] bytes, int from, int to, boolean trailer) {
        if (!trailer && isForwarderHeader(bytes, from, to) && trust.forwarder()) {
            return true;
        }
        return switch (options.headerMap()) {
            case DROP -> false;
            case REFUSE -> throw HttpViolation.of(Violation.FIELD_NAME_UNDERSCORE, bytes, from, to);
            case DANGEROUS -> true;
        };
    }

    private boolean isForwarderHeader(byte[] bytes, int from, int to) {
        if (anyForwarderHeader) {
            return true;
        }
        List<String> names = options.forwarderHeaders();
        for (int i = 0; i < names.size(); i++) {
            if (Octets.equalIgnoreCase(bytes, from, to, names.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether the request came over TLS, as the trusted peer says or else as the connection is} */
    boolean secure(FieldTable fields, boolean tls) {
        boolean secure = tls;
        boolean said = false;
        byte[] bytes = fields.bytes();
        for (int i = 0; i < fields.size(); i++) {
            for (int n = 0; n < schemeNames.length; n++) {
                if (Octets.equalIgnoreCase(bytes, fields.nameStart(i), fields.nameEnd(i), schemeNames[n])
                        && trust.forwarder()) {
                    boolean https = Octets.equal(bytes, fields.valueStart(i), fields.valueEnd(i), schemeValues[n]);
                    if (said && https != secure) {
                        throw new HttpViolation(Violation.SCHEME_CONFLICT, fields.name(i));
                    }
                    secure = https;
                    said = true;
                }
            }
        }
        return secure;
    }

    /** {@return the mount point: the field SCRIPT_NAME of a trusted peer, else the configured one} */
    String scriptName(FieldTable fields) {
        String name = options.scriptName();
        for (int i = 0; i < fields.size(); i++) {
            if (fields.known(i) == KnownField.SCRIPT_NAME
                    && isForwarderHeader(fields.bytes(), fields.nameStart(i), fields.nameEnd(i))
                    && trust.forwarder()) {
                name = fields.value(i);
            }
        }
        int end = name.length();
        while (end > 0 && name.charAt(end - 1) == '/') {
            end--;
        }
        return name.substring(0, end);
    }

    /**
     * Check that a raw path lies below the mount point: it is equal or goes on with a slash. Gunicorn compares plain
     * prefixes, so that {@code /e} also takes {@code /env}.
     */
    static void checkBelow(String scriptName, byte[] bytes, int from, int to) {
        int length = scriptName.length();
        if (length == 0) {
            return;
        }
        boolean below = to - from >= length
                && Octets.equal(bytes, from, from + length, scriptName)
                && (to - from == length || bytes[from + length] == '/');
        if (!below) {
            throw HttpViolation.of(Violation.PATH_OUTSIDE_SCRIPT_NAME, bytes, from, to);
        }
    }
}
