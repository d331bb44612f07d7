package org.jcorn.tls;

import java.security.GeneralSecurityException;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.jcorn.config.Config;
import org.jcorn.config.SslSettings;
import org.jcorn.hook.DefaultSslContext;
import org.jspecify.annotations.Nullable;

/**
 * What a context is made of, as the settings have it.
 *
 * @param identity who the server is, or null if only the hook knows
 * @param clients who its clients may be
 */
record ContextSource(@Nullable ServerIdentity identity, ClientTrust clients) implements DefaultSslContext {

    /**
     * Read the files that the settings name.
     *
     * @param warnings gets what is odd but no hindrance
     * @throws IllegalArgumentException if one is wrong
     */
    static ContextSource read(Config config, Consumer<String> warnings) {
        boolean named = config.get(SslSettings.CERTFILE).isPresent()
                || config.get(SslSettings.KEYFILE).isPresent();
        return new ContextSource(named ? ServerIdentity.read(config, warnings) : null, ClientTrust.read(config));
    }

    /** {@return whether there is nothing to make a useful context of} */
    boolean isEmpty() {
        return identity == null;
    }

    @Override
    public SSLContext create() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManager[] keys = identity == null ? new KeyManager[0] : identity.keyManagers();
        context.init(keys, clients.trustManagers(), null);
        return context;
    }
}
