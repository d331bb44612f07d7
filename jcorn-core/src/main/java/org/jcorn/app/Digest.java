package org.jcorn.app;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 as text. */
public final class Digest {

    private Digest() {}

    /**
     * {@return the digest, in hexadecimal}
     *
     * @param bytes of what
     */
    public static String of(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            StringBuilder text = new StringBuilder(2 * digest.length);
            for (byte b : digest) {
                text.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
            }
            return text.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
