package org.jcorn.tls;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.tomcat.util.net.openssl.ciphers.OpenSSLCipherConfigurationParser;

/** The cipher suites of the setting {@code ciphers}, most wanted first. */
final class CipherSuites {

    /** What it does not know we tell ourselves, where the other warnings go. */
    private static final Logger QUIET = Logger.getLogger(OpenSSLCipherConfigurationParser.class.getName());

    static {
        QUIET.setLevel(Level.OFF);
    }

    private CipherSuites() {}

    /**
     * {@return the suites that a list stands for, by the JDK's names}
     *
     * @param list an OpenSSL cipher list, in which IANA's names may stand too
     * @param supported what the JDK has
     * @param warnings told of words that mean nothing
     * @throws IllegalArgumentException if nothing of what the list asks for is there
     */
    static String[] of(String list, List<String> supported, Consumer<String> warnings) {
        Set<String> modern = new LinkedHashSet<>();
        List<String> words = new ArrayList<>();
        for (String word : list.trim().split("[:, ]+", -1)) {
            if (OpenSSLCipherConfigurationParser.isTls13Cipher(word)) {
                modern.add(word);
                continue;
            }
            String ours = word.startsWith("TLS_") ? OpenSSLCipherConfigurationParser.jsseToOpenSSL(word) : word;
            if (ours == null || !isKnown(ours)) {
                warnings.accept("setting 'ciphers': \"" + word + "\" is no cipher suite, and no group of them");
            } else {
                words.add(ours);
            }
        }
        // OpenSSL has TLS 1.3 in a list of its own: an old list leaves it as it is.
        Set<String> suites = new LinkedHashSet<>(modern);
        if (modern.isEmpty()) {
            suites.addAll(supported.stream()
                    .filter(OpenSSLCipherConfigurationParser::isTls13Cipher)
                    .toList());
        }
        List<String> classic =
                new ArrayList<>(OpenSSLCipherConfigurationParser.parseExpression(String.join(":", words)));
        classic.removeIf(OpenSSLCipherConfigurationParser::isTls13Cipher);
        classic.retainAll(supported);
        suites.retainAll(supported);
        if (classic.isEmpty() && (modern.isEmpty() || suites.isEmpty())) {
            throw new IllegalArgumentException(
                    "setting 'ciphers': \"" + list + "\" names no cipher suite that this JDK has");
        }
        suites.addAll(classic);
        return suites.toArray(new String[0]);
    }

    /** A word may take suites away or move them, and be the cut of several groups. */
    private static boolean isKnown(String word) {
        if (word.startsWith("@")) {
            return word.equals("@STRENGTH");
        }
        for (String group : word.replaceFirst("^[-+!]", "").split("\\+", -1)) {
            if (OpenSSLCipherConfigurationParser.parse(group).isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
