package org.jcorn.hook;

import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

/**
 * What the hook {@code ssl_context} gets: the TLS context as the settings make it, to be used as it is, or not at all.
 *
 * @since 0.1
 */
public interface DefaultSslContext {

    /**
     * Make the context that the settings {@code keyfile}, {@code certfile} and {@code ca_certs} ask for.
     *
     * @return a new context, initialised
     * @throws GeneralSecurityException if the JDK does not take the key or a certificate
     */
    SSLContext create() throws GeneralSecurityException;
}
