package org.jcorn.http.corpus;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jcorn.config.HeaderMap;
import org.jcorn.config.ProxyProtocol;
import org.jcorn.http.AddressSet;
import org.jcorn.http.HttpOptions;

/** Turns the settings of a case into options of the parser. */
public final class CaseOptions {
    private CaseOptions() {}

    /**
     * {@return the options}
     *
     * @param config settings by name
     */
    public static HttpOptions of(Map<String, Object> config) {
        HttpOptions.Builder options = HttpOptions.builder();
        config.forEach((name, value) -> set(options, name, value));
        return options.build();
    }

    @SuppressWarnings("unchecked")
    private static void set(HttpOptions.Builder options, String name, Object value) {
        switch (name) {
            case "limit_request_line" -> options.limitRequestLine(number(value));
            case "limit_request_fields" -> options.limitRequestFields(number(value));
            case "limit_request_body" -> options.limitRequestBody(number(value));
            case "limit_request_field_size" -> options.limitRequestFieldSize(number(value));
            case "proxy_protocol" ->
                options.proxyProtocol(
                        ProxyProtocol.valueOf(String.valueOf(value).toUpperCase(Locale.ROOT)));
            case "proxy_allow_ips" -> options.proxyAllowIps(addresses(value));
            case "forwarded_allow_ips" -> options.forwardedAllowIps(addresses(value));
            case "secure_scheme_headers" -> options.secureSchemeHeaders((Map<String, String>) value);
            case "forwarder_headers" -> options.forwarderHeaders((List<String>) value);
            case "header_map" ->
                options.headerMap(HeaderMap.valueOf(String.valueOf(value).toUpperCase(Locale.ROOT)));
            case "permit_obsolete_folding" -> options.permitObsoleteFolding((Boolean) value);
            case "strip_header_spaces" -> options.stripHeaderSpaces((Boolean) value);
            case "permit_unconventional_http_method" -> options.permitUnconventionalHttpMethod((Boolean) value);
            case "permit_unconventional_http_version" -> options.permitUnconventionalHttpVersion((Boolean) value);
            case "casefold_http_method" -> options.casefoldHttpMethod((Boolean) value);
            case "script_name" -> options.scriptName((String) value);
            default -> throw new IllegalArgumentException("unknown setting \"" + name + "\"");
        }
    }

    private static int number(Object value) {
        return Math.toIntExact((Long) value);
    }

    private static AddressSet addresses(Object value) {
        return AddressSet.of(
                String.join(",", ((List<?>) value).stream().map(String::valueOf).toList()));
    }
}
