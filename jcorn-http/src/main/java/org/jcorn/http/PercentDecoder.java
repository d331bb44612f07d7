package org.jcorn.http;

import java.nio.charset.StandardCharsets;

/** Percent-decoding of paths (RFC 3986 §2.1). */
final class PercentDecoder {
    private PercentDecoder() {}

    /** {@return the decoded text, as UTF-8; a percent sign without two digits stands for itself} */
    static String decode(byte[] bytes, int from, int to) {
        boolean plain = true;
        for (int i = from; i < to && plain; i++) {
            plain = bytes[i] != '%' && bytes[i] >= 0;
        }
        if (plain) {
            return Octets.string(bytes, from, to);
        }
        byte[] decoded = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '%' && i + 2 < to && Octets.hex(bytes[i + 1]) >= 0 && Octets.hex(bytes[i + 2]) >= 0) {
                b = (byte) (Octets.hex(bytes[i + 1]) << 4 | Octets.hex(bytes[i + 2]));
                i += 2;
            }
            decoded[length++] = b;
        }
        return new String(decoded, 0, length, StandardCharsets.UTF_8);
    }
}
