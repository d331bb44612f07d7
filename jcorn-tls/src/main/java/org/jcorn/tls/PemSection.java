package org.jcorn.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.tomcat.util.net.jsse.PEMFile;
import org.jspecify.annotations.Nullable;

/**
 * What stands between a BEGIN and its END in a PEM file (RFC 7468). One is decoded at a time, so that what is wrong can be
 * said of it, and so that a key that nobody asked for need not be decrypted.
 *
 * @param label what the BEGIN line says it is
 * @param text the whole, with both lines
 */
record PemSection(String label, String text) {

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    /** The header of an encrypted key as OpenSSL wrote it before PKCS#8 (RFC 1421). */
    private static final String DEK_INFO = "DEK-Info: ";

    private static final Set<String> DECRYPTABLE = Set.of("DES-CBC", "DES-EDE3-CBC", "AES-256-CBC");

    /** Tomcat finds every encrypted key worth a warning, and would write it to standard error. */
    private static final Logger QUIET = Logger.getLogger(PEMFile.class.getName());

    static {
        QUIET.setLevel(Level.OFF);
    }

    /** {@return the sections of a file, in order} A BEGIN without an END is none. */
    static List<PemSection> all(String file) {
        List<PemSection> sections = new ArrayList<>();
        int from = file.indexOf(BEGIN);
        while (from >= 0) {
            int labelEnd = file.indexOf(DASHES, from + BEGIN.length());
            String label = labelEnd < 0 ? "" : file.substring(from + BEGIN.length(), labelEnd);
            String last = END + label + DASHES;
            int to = file.indexOf(last, from);
            if (labelEnd < 0 || to < 0) {
                return sections;
            }
            sections.add(new PemSection(label, file.substring(from, to + last.length())));
            from = file.indexOf(BEGIN, to);
        }
        return sections;
    }

    boolean isCertificate() {
        return label.equals("CERTIFICATE") || label.equals("X509 CERTIFICATE");
    }

    boolean isPrivateKey() {
        return label.endsWith("PRIVATE KEY");
    }

    boolean isEncrypted() {
        return label.startsWith("ENCRYPTED ") || text.contains(DEK_INFO);
    }

    /** {@return whether, of the ways to encrypt a key that a header tells of, this one is supported} */
    boolean isDecryptable() {
        return !text.contains(DEK_INFO) || (label.equals("RSA PRIVATE KEY") && DECRYPTABLE.contains(encryption()));
    }

    /** {@return the cipher that the header names, or what the label says} */
    String encryption() {
        int from = text.indexOf(DEK_INFO);
        if (from < 0) {
            return label;
        }
        int comma = text.indexOf(',', from);
        return comma < 0 ? label : text.substring(from + DEK_INFO.length(), comma);
    }

    X509Certificate certificate() throws IOException, GeneralSecurityException {
        return parse(null, null).getCertificates().get(0);
    }

    PrivateKey privateKey(String algorithm, @Nullable String password) throws IOException, GeneralSecurityException {
        PrivateKey key = parse(password, algorithm).getPrivateKey();
        if (key == null) {
            throw new GeneralSecurityException("unknown kind of key: " + label);
        }
        return key;
    }

    @SuppressWarnings("NullAway") // Tomcat's null means "none"
    private PEMFile parse(@Nullable String password, @Nullable String algorithm)
            throws IOException, GeneralSecurityException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return new PEMFile(label, new ByteArrayInputStream(bytes), password, algorithm);
    }
}
