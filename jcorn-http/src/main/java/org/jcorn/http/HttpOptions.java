package org.jcorn.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jcorn.config.HeaderMap;
import org.jcorn.config.ProxyProtocol;

/**
 * Every limit and switch of the parser and the exchange, by the names of the settings.
 *
 * @param limitRequestLine most bytes of a request line without its CR LF; 0 = as many as {@link #UNLIMITED_LINE}
 * @param limitRequestFields most fields of a section, 1 to 32768
 * @param limitRequestFieldSize most bytes of a field line with its CR LF
 * @param proxyProtocol which PROXY prefix is understood
 * @param proxyAllowIps who may send it
 * @param forwardedAllowIps whose scheme and forwarder fields are believed
 * @param secureSchemeHeaders upper-case field name to the value that means {@code https}
 * @param forwarderHeaders upper-case names with an underscore that a trusted peer may send; {@code *} any
 * @param headerMap what becomes of other names with an underscore
 * @param permitObsoleteFolding accept folded field lines
 * @param stripHeaderSpaces accept white space before the colon
 * @param permitUnconventionalHttpMethod accept any token as method
 * @param permitUnconventionalHttpVersion accept versions other than 1.x
 * @param casefoldHttpMethod upper-case the method
 * @param scriptName mount point when no trusted peer sends one; raw, without a trailing slash
 * @param sendfile whether files may go out by {@code sendfile(2)}
 * @param limitRequestBody most bytes of a body, 0 = any number
 * @param requestTimeout how long the application may take for a request, zero = for ever
 * @param patience how long to wait for a client that does not get on, zero = for ever
 */
public record HttpOptions(
        int limitRequestLine,
        int limitRequestFields,
        int limitRequestFieldSize,
        ProxyProtocol proxyProtocol,
        AddressSet proxyAllowIps,
        AddressSet forwardedAllowIps,
        Map<String, String> secureSchemeHeaders,
        List<String> forwarderHeaders,
        HeaderMap headerMap,
        boolean permitObsoleteFolding,
        boolean stripHeaderSpaces,
        boolean permitUnconventionalHttpMethod,
        boolean permitUnconventionalHttpVersion,
        boolean casefoldHttpMethod,
        String scriptName,
        boolean sendfile,
        long limitRequestBody,
        Duration requestTimeout,
        Duration patience) {

    /** The bound of a request line when its limit is lifted, in bytes. */
    public static final int UNLIMITED_LINE = 65_536;

    private static final int MAX_LINE = 8190;
    private static final int MAX_FIELDS = 32_768;
    private static final int DEFAULT_FIELD_SIZE = 8190;
    private static final int MAX_FIELD_SIZE = 16 << 20;
    private static final int MAX_SECTION = 1 << 20;

    /** Clamp the limits as Gunicorn does and copy the collections. */
    public HttpOptions {
        limitRequestLine = limitRequestLine < 0 ? MAX_LINE : Math.min(limitRequestLine, MAX_LINE);
        limitRequestFields = limitRequestFields <= 0 ? MAX_FIELDS : Math.min(limitRequestFields, MAX_FIELDS);
        limitRequestFieldSize =
                limitRequestFieldSize <= 0 ? DEFAULT_FIELD_SIZE : Math.min(limitRequestFieldSize, MAX_FIELD_SIZE);
        Map<String, String> schemes = new HashMap<>();
        secureSchemeHeaders.forEach((name, value) -> schemes.put(name.toUpperCase(Locale.ROOT), value));
        secureSchemeHeaders = Map.copyOf(schemes);
        forwarderHeaders = forwarderHeaders.stream()
                .map(name -> name.toUpperCase(Locale.ROOT))
                .toList();
        scriptName = withoutTrailingSlash(scriptName);
    }

    private static String withoutTrailingSlash(String name) {
        int end = name.length();
        while (end > 0 && name.charAt(end - 1) == '/') {
            end--;
        }
        return name.substring(0, end);
    }

    /** {@return Gunicorn's defaults} */
    public static HttpOptions defaults() {
        return builder().build();
    }

    /** {@return a builder that starts from the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return most bytes of a request line without its CR LF} */
    int lineBytes() {
        return limitRequestLine == 0 ? UNLIMITED_LINE : limitRequestLine;
    }

    /**
     * {@return most bytes of a whole field section} Gunicorn's sum, but not beyond 1 MiB (or two fields of full size):
     * a generous limit for one field should not let each client have a hundred of them.
     */
    int sectionBytes() {
        long sum = limitRequestFields * (limitRequestFieldSize + 2L) + 4;
        return (int) Math.min(sum, Math.max(MAX_SECTION, 2L * limitRequestFieldSize));
    }

    /** {@return most bytes a head may take in the input buffer} */
    int headBytes() {
        return lineBytes() + 2 + sectionBytes();
    }

    /** Collects options by the names of the settings. */
    public static final class Builder {
        private int limitRequestLine = 4094;
        private int limitRequestFields = 100;
        private int limitRequestFieldSize = DEFAULT_FIELD_SIZE;
        private ProxyProtocol proxyProtocol = ProxyProtocol.OFF;
        private AddressSet proxyAllowIps = AddressSet.of("127.0.0.1,::1");
        private AddressSet forwardedAllowIps = proxyAllowIps;
        private Map<String, String> secureSchemeHeaders =
                Map.of("X-FORWARDED-PROTOCOL", "ssl", "X-FORWARDED-PROTO", "https", "X-FORWARDED-SSL", "on");
        private List<String> forwarderHeaders = List.of("SCRIPT_NAME", "PATH_INFO");
        private HeaderMap headerMap = HeaderMap.DROP;
        private boolean permitObsoleteFolding;
        private boolean stripHeaderSpaces;
        private boolean permitUnconventionalHttpMethod;
        private boolean permitUnconventionalHttpVersion;
        private boolean casefoldHttpMethod;
        private String scriptName = "";
        private boolean sendfile = true;
        private long limitRequestBody;
        private Duration requestTimeout = Duration.ZERO;
        private Duration patience = Duration.ZERO;

        private Builder() {}

        /**
         * Set {@code limit_request_line}.
         *
         * @param bytes the limit, 0 = lifted
         * @return this
         */
        public Builder limitRequestLine(int bytes) {
            limitRequestLine = bytes;
            return this;
        }

        /**
         * Set {@code limit_request_fields}.
         *
         * @param count the limit
         * @return this
         */
        public Builder limitRequestFields(int count) {
            limitRequestFields = count;
            return this;
        }

        /**
         * Set {@code limit_request_field_size}.
         *
         * @param bytes the limit
         * @return this
         */
        public Builder limitRequestFieldSize(int bytes) {
            limitRequestFieldSize = bytes;
            return this;
        }

        /**
         * Set {@code proxy_protocol}.
         *
         * @param mode the mode
         * @return this
         */
        public Builder proxyProtocol(ProxyProtocol mode) {
            proxyProtocol = mode;
            return this;
        }

        /**
         * Set {@code proxy_allow_ips}.
         *
         * @param set who may send PROXY
         * @return this
         */
        public Builder proxyAllowIps(AddressSet set) {
            proxyAllowIps = set;
            return this;
        }

        /**
         * Set {@code forwarded_allow_ips}.
         *
         * @param set who is a trusted proxy
         * @return this
         */
        public Builder forwardedAllowIps(AddressSet set) {
            forwardedAllowIps = set;
            return this;
        }

        /**
         * Set {@code secure_scheme_headers}.
         *
         * @param values name to the value meaning https
         * @return this
         */
        public Builder secureSchemeHeaders(Map<String, String> values) {
            secureSchemeHeaders = values;
            return this;
        }

        /**
         * Set {@code forwarder_headers}.
         *
         * @param names field names, or an asterisk
         * @return this
         */
        public Builder forwarderHeaders(List<String> names) {
            forwarderHeaders = names;
            return this;
        }

        /**
         * Set {@code header_map}.
         *
         * @param map the policy
         * @return this
         */
        public Builder headerMap(HeaderMap map) {
            headerMap = map;
            return this;
        }

        /**
         * Set {@code permit_obsolete_folding}.
         *
         * @param permit whether
         * @return this
         */
        public Builder permitObsoleteFolding(boolean permit) {
            permitObsoleteFolding = permit;
            return this;
        }

        /**
         * Set {@code strip_header_spaces}.
         *
         * @param strip whether
         * @return this
         */
        public Builder stripHeaderSpaces(boolean strip) {
            stripHeaderSpaces = strip;
            return this;
        }

        /**
         * Set {@code permit_unconventional_http_method}.
         *
         * @param permit whether
         * @return this
         */
        public Builder permitUnconventionalHttpMethod(boolean permit) {
            permitUnconventionalHttpMethod = permit;
            return this;
        }

        /**
         * Set {@code permit_unconventional_http_version}.
         *
         * @param permit whether
         * @return this
         */
        public Builder permitUnconventionalHttpVersion(boolean permit) {
            permitUnconventionalHttpVersion = permit;
            return this;
        }

        /**
         * Set {@code casefold_http_method}.
         *
         * @param fold whether
         * @return this
         */
        public Builder casefoldHttpMethod(boolean fold) {
            casefoldHttpMethod = fold;
            return this;
        }

        /**
         * Set the mount point (environment variable {@code SCRIPT_NAME}).
         *
         * @param name the path
         * @return this
         */
        public Builder scriptName(String name) {
            scriptName = name;
            return this;
        }

        /**
         * Set {@code sendfile}.
         *
         * @param use whether
         * @return this
         */
        public Builder sendfile(boolean use) {
            sendfile = use;
            return this;
        }

        /**
         * Set {@code limit_request_body}.
         *
         * @param bytes the limit, 0 = lifted
         * @return this
         */
        public Builder limitRequestBody(long bytes) {
            limitRequestBody = bytes;
            return this;
        }

        /**
         * Set {@code request_timeout}.
         *
         * @param limit how long the application may take, zero = for ever
         * @return this
         */
        public Builder requestTimeout(Duration limit) {
            requestTimeout = limit;
            return this;
        }

        /**
         * Set how long to wait for a slow client, which is the setting {@code timeout}.
         *
         * @param limit the time, zero = for ever
         * @return this
         */
        public Builder patience(Duration limit) {
            patience = limit;
            return this;
        }

        /** {@return the options} */
        public HttpOptions build() {
            return new HttpOptions(
                    limitRequestLine,
                    limitRequestFields,
                    limitRequestFieldSize,
                    proxyProtocol,
                    proxyAllowIps,
                    forwardedAllowIps,
                    secureSchemeHeaders,
                    forwarderHeaders,
                    headerMap,
                    permitObsoleteFolding,
                    stripHeaderSpaces,
                    permitUnconventionalHttpMethod,
                    permitUnconventionalHttpVersion,
                    casefoldHttpMethod,
                    scriptName,
                    sendfile,
                    limitRequestBody,
                    requestTimeout,
                    patience);
        }
    }
}
