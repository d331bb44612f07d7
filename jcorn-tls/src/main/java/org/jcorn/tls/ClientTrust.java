package org.jcorn.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jcorn.config.Config;
import org.jcorn.config.SslSettings;

/**
 * Which client certificates are asked for, and who may have issued them.
 *
 * @param required the setting {@code cert_reqs}
 * @param authorities the certificates of {@code ca_certs}, empty for those that the JDK trusts
 */
record ClientTrust(int required, List<X509Certificate> authorities) {

    private static final int NONE = 0;
    private static final int OPTIONAL = 1;

    /**
     * Read the settings and the file.
     *
     * @throws IllegalArgumentException if the file has no certificates
     */
    static ClientTrust read(Config config) {
        Optional<Path> file = config.get(SslSettings.CA_CERTS);
        List<X509Certificate> authorities = file.isEmpty()
                ? List.of()
                : PemFile.read(SslSettings.CA_CERTS, file.get()).certificates();
        return new ClientTrust(config.get(SslSettings.CERT_REQS), authorities);
    }

    void apply(SSLParameters parameters) {
        if (required == OPTIONAL) {
            parameters.setWantClientAuth(true);
        } else if (required > OPTIONAL) {
            parameters.setNeedClientAuth(true);
        }
    }

    /** {@return what verifies clients for the JDK} */
    TrustManager[] trustManagers() throws GeneralSecurityException {
        if (required == NONE) {
            return new TrustManager[0]; // null would load all that the JDK trusts
        }
        KeyStore store = null;
        if (!authorities.isEmpty()) {
            store = KeyStore.getInstance("JKS");
            try {
                store.load(null, null);
            } catch (IOException e) {
                throw new GeneralSecurityException(e);
            }
            for (X509Certificate authority : authorities) {
                store.setCertificateEntry("authority" + store.size(), authority);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        if (factory.getTrustManagers()[0] instanceof X509TrustManager manager
                && manager.getAcceptedIssuers().length == 0) {
            throw new IllegalArgumentException("setting 'cert_reqs': \"" + required
                    + "\" needs authorities to verify clients against, and the JDK trusts none: set 'ca_certs'");
        }
        return factory.getTrustManagers();
    }
}
