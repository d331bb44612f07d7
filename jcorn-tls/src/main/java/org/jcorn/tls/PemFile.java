package org.jcorn.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jcorn.config.Setting;
import org.jspecify.annotations.Nullable;

/** A PEM file that a setting names. Whatever is wrong with it is said in one sentence that names both. */
final class PemFile {

    private static final String CONVERT = "; convert it with: openssl pkcs8 -topk8 -v2 aes-256-cbc -in ";

    private final Setting<?> setting;
    private final Path path;
    private final List<PemSection> sections;

    private PemFile(Setting<?> setting, Path path, List<PemSection> sections) {
        this.setting = setting;
        this.path = path;
        this.sections = sections;
    }

    /**
     * Read a file.
     *
     * @throws IllegalArgumentException if that is impossible or it is no PEM file
     */
    static PemFile read(Setting<?> setting, Path path) {
        String text;
        try {
            text = Files.readString(path, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw wrong(setting, path, "does not exist", e);
        } catch (AccessDeniedException e) {
            throw wrong(setting, path, "may not be read by user " + System.getProperty("user.name"), e);
        } catch (IOException e) {
            throw wrong(setting, path, "cannot be read: " + e.getMessage(), e);
        }
        List<PemSection> sections = PemSection.all(text);
        if (sections.isEmpty()) {
            throw wrong(setting, path, "is no PEM file: it has no line -----BEGIN ...-----", null);
        }
        return new PemFile(setting, path, sections);
    }

    Path path() {
        return path;
    }

    /** {@return what to throw about this file} */
    IllegalArgumentException wrong(String what, @Nullable Throwable cause) {
        return wrong(setting, path, what, cause);
    }

    private static IllegalArgumentException wrong(
            Setting<?> setting, Path path, String what, @Nullable Throwable cause) {
        return new IllegalArgumentException("setting '" + setting.name() + "': \"" + path + "\" " + what, cause);
    }

    /** {@return its certificates in order, at least one} */
    List<X509Certificate> certificates() {
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemSection section : sections) {
            if (section.isCertificate()) {
                try {
                    certificates.add(section.certificate());
                } catch (IOException | GeneralSecurityException | RuntimeException e) {
                    throw wrong("has a broken certificate, its number " + (certificates.size() + 1), e);
                }
            }
        }
        if (certificates.isEmpty()) {
            throw wrong("has no certificate", null);
        }
        return certificates;
    }

    /**
     * {@return its first private key}
     *
     * @param algorithm what kind of key to expect; another kind may be returned
     * @param password of an encrypted key, or null if there is none
     */
    PrivateKey privateKey(String algorithm, @Nullable String password) {
        for (PemSection section : sections) {
            if (section.isPrivateKey()) {
                return section.isEncrypted() ? decrypted(section, algorithm, password) : plain(section, algorithm);
            }
        }
        throw wrong("has no private key", null);
    }

    private PrivateKey plain(PemSection section, String algorithm) {
        try {
            return key(section, algorithm, null);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw wrong("has a private key that is broken or of an unknown kind", e);
        }
    }

    private PrivateKey decrypted(PemSection section, String algorithm, @Nullable String password) {
        if (password == null) {
            throw wrong("is encrypted, and there is no setting 'keyfile_password'", null);
        }
        if (!section.isDecryptable()) {
            throw wrong(
                    "is encrypted in a way that is not supported, \"" + section.encryption() + "\"" + CONVERT + path,
                    null);
        }
        try {
            return key(section, algorithm, password);
        } catch (NoSuchAlgorithmException e) {
            throw wrong("is encrypted in a way that is not supported: " + e.getMessage() + CONVERT + path, e);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw wrong("cannot be decrypted with the setting 'keyfile_password'", e);
        }
    }

    private static PrivateKey key(PemSection section, String algorithm, @Nullable String password)
            throws IOException, GeneralSecurityException {
        try {
            return section.privateKey(algorithm, password);
        } catch (GeneralSecurityException e) {
            // A key of another kind than the certificate's is a mistake better named than "broken".
            for (String other : List.of("RSA", "EC", "DSA")) {
                try {
                    return section.privateKey(other, password);
                } catch (GeneralSecurityException again) {
                    e.addSuppressed(again);
                }
            }
            throw e;
        }
    }
}
