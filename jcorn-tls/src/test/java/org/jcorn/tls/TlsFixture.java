package org.jcorn.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jcorn.config.SslSettings;
import org.jspecify.annotations.Nullable;

/** Keys and certificates, made by {@code src/test/fixtures/make}, and clients that trust them. */
public final class TlsFixture {

    private TlsFixture() {}

    /** {@return a key or certificate, as a file} */
    public static Path file(String name) {
        try (InputStream in = TlsFixture.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new AssertionError("no fixture " + name);
            }
            Path directory = Files.createTempDirectory("jcorn-tls-");
            directory.toFile().deleteOnExit();
            Path copy = directory.resolve(name);
            Files.copy(in, copy);
            copy.toFile().deleteOnExit();
            return copy;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** {@return the context of a client that trusts the authority of all fixtures and has no certificate} */
    public static SSLContext client() {
        return client(new X509Certificate[0], null);
    }

    /** {@return the context of a client that has a certificate: {@code client}, or {@code stranger}, whom nobody trusts} */
    public static SSLContext client(String name) {
        X509Certificate own = PemFile.read(SslSettings.CERTFILE, file(name + ".crt"))
                .certificates()
                .get(0);
        PrivateKey key = PemFile.read(SslSettings.KEYFILE, file(name + ".key")).privateKey("RSA", null);
        return client(new X509Certificate[] {own}, key);
    }

    private static SSLContext client(X509Certificate[] chain, @Nullable PrivateKey key) {
        try {
            KeyStore trusted = empty();
            List<X509Certificate> authorities =
                    PemFile.read(SslSettings.CA_CERTS, file("ca.crt")).certificates();
            trusted.setCertificateEntry("authority", authorities.get(0));
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            KeyStore own = empty();
            if (key != null) {
                own.setKeyEntry("client", key, new char[0], (Certificate[]) chain);
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
            keys.init(own, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, null);
        return store;
    }
}
