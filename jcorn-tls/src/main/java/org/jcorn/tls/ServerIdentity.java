package org.jcorn.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.jcorn.config.Config;
import org.jcorn.config.SslSettings;

/**
 * What the server shows and proves to be: its certificate, those that vouch for it, and the key.
 *
 * @param key the private key, which belongs to the first certificate
 * @param chain the certificates, as the file has them
 */
record ServerIdentity(PrivateKey key, List<X509Certificate> chain) {

    /**
     * Read key and certificates.
     *
     * @param config the settings; {@code certfile} or {@code keyfile} is set
     * @param warnings gets what is odd but no hindrance
     * @throws IllegalArgumentException if they cannot be had, or do not belong together
     */
    static ServerIdentity read(Config config, Consumer<String> warnings) {
        Optional<Path> certfile = config.get(SslSettings.CERTFILE);
        Optional<Path> keyfile = config.get(SslSettings.KEYFILE);
        if (certfile.isEmpty()) {
            throw new IllegalArgumentException(
                    "setting 'keyfile': there is a key, but no certificate: set 'certfile' too");
        }
        PemFile certificates = PemFile.read(SslSettings.CERTFILE, certfile.get());
        PemFile keys = keyfile.isEmpty() ? certificates : PemFile.read(SslSettings.KEYFILE, keyfile.get());
        List<X509Certificate> chain = certificates.certificates();
        X509Certificate own = chain.get(0);
        PrivateKey key = keys.privateKey(
                own.getPublicKey().getAlgorithm(),
                config.get(SslSettings.KEYFILE_PASSWORD).orElse(null));
        if (!belong(key, own.getPublicKey())) {
            throw keys.wrong(
                    "is not the key of the first certificate in \"" + certificates.path() + "\", which is for "
                            + own.getSubjectX500Principal().getName(),
                    null);
        }
        try {
            own.checkValidity();
        } catch (CertificateExpiredException e) {
            warnings.accept("The certificate in \"" + certificates.path() + "\" has expired: " + own.getNotAfter());
        } catch (CertificateNotYetValidException e) {
            warnings.accept("The certificate in \"" + certificates.path() + "\" is not valid yet, but from "
                    + own.getNotBefore());
        }
        return new ServerIdentity(key, chain);
    }

    private static boolean belong(PrivateKey key, PublicKey certified) {
        if (key instanceof RSAKey own && certified instanceof RSAKey other) {
            return own.getModulus().equals(other.getModulus());
        }
        String algorithm = switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "DSA" -> "SHA256withDSA";
            default -> key.getAlgorithm();
        };
        byte[] text = {'j', 'c', 'o', 'r', 'n'};
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // such as a key of another kind
        }
    }

    /** {@return what hands them to the JDK} */
    KeyManager[] keyManagers() throws GeneralSecurityException {
        // Unlike PKCS12 this kind, which never leaves memory, takes a chain as it is and wastes no time on encrypting
        // the key.
        KeyStore store = KeyStore.getInstance("JKS");
        char[] password = new char[0];
        try {
            store.load(null, password);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        store.setKeyEntry("server", key, password, chain.toArray(new Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password);
        return factory.getKeyManagers();
    }
}
