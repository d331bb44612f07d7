package org.jcorn.http;

import static org.jcorn.config.SecuritySettings.LIMIT_REQUEST_BODY;
import static org.jcorn.config.SecuritySettings.LIMIT_REQUEST_FIELDS;
import static org.jcorn.config.SecuritySettings.LIMIT_REQUEST_FIELD_SIZE;
import static org.jcorn.config.SecuritySettings.LIMIT_REQUEST_LINE;
import static org.jcorn.config.ServerMechanicsSettings.CASEFOLD_HTTP_METHOD;
import static org.jcorn.config.ServerMechanicsSettings.FORWARDED_ALLOW_IPS;
import static org.jcorn.config.ServerMechanicsSettings.FORWARDER_HEADERS;
import static org.jcorn.config.ServerMechanicsSettings.HEADER_MAP;
import static org.jcorn.config.ServerMechanicsSettings.PERMIT_OBSOLETE_FOLDING;
import static org.jcorn.config.ServerMechanicsSettings.PERMIT_UNCONVENTIONAL_HTTP_METHOD;
import static org.jcorn.config.ServerMechanicsSettings.PERMIT_UNCONVENTIONAL_HTTP_VERSION;
import static org.jcorn.config.ServerMechanicsSettings.PROXY_ALLOW_IPS;
import static org.jcorn.config.ServerMechanicsSettings.PROXY_PROTOCOL;
import static org.jcorn.config.ServerMechanicsSettings.SECURE_SCHEME_HEADERS;
import static org.jcorn.config.ServerMechanicsSettings.SENDFILE;
import static org.jcorn.config.ServerMechanicsSettings.STRIP_HEADER_SPACES;
import static org.jcorn.config.WorkerProcessesSettings.REQUEST_TIMEOUT;
import static org.jcorn.config.WorkerProcessesSettings.TIMEOUT;

import org.jcorn.config.Config;
import org.jcorn.config.ServerMechanicsSettings;

/** The settings of a server as {@link HttpOptions}. */
public final class HttpSettings {

    private HttpSettings() {}

    /**
     * {@return the options that a server's settings ask for}
     *
     * @param config the settings
     */
    public static HttpOptions options(Config config) {
        return HttpOptions.builder()
                .limitRequestLine(config.get(LIMIT_REQUEST_LINE))
                .limitRequestFields(config.get(LIMIT_REQUEST_FIELDS))
                .limitRequestFieldSize(config.get(LIMIT_REQUEST_FIELD_SIZE))
                .proxyProtocol(config.get(PROXY_PROTOCOL))
                .proxyAllowIps(AddressSet.of(String.join(",", config.get(PROXY_ALLOW_IPS))))
                .forwardedAllowIps(AddressSet.of(String.join(",", config.get(FORWARDED_ALLOW_IPS))))
                .secureSchemeHeaders(config.get(SECURE_SCHEME_HEADERS))
                .forwarderHeaders(config.get(FORWARDER_HEADERS))
                .headerMap(config.get(HEADER_MAP))
                .permitObsoleteFolding(config.get(PERMIT_OBSOLETE_FOLDING))
                .stripHeaderSpaces(config.get(STRIP_HEADER_SPACES))
                .permitUnconventionalHttpMethod(config.get(PERMIT_UNCONVENTIONAL_HTTP_METHOD))
                .permitUnconventionalHttpVersion(config.get(PERMIT_UNCONVENTIONAL_HTTP_VERSION))
                .casefoldHttpMethod(config.get(CASEFOLD_HTTP_METHOD))
                .limitRequestBody(config.get(LIMIT_REQUEST_BODY))
                .requestTimeout(config.get(REQUEST_TIMEOUT))
                .sendfile(config.get(SENDFILE))
                .patience(config.get(TIMEOUT))
                .scriptName(ServerMechanicsSettings.scriptName(config))
                .build();
    }
}
