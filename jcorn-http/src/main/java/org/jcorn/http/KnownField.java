package org.jcorn.http;

/** The field names the server itself looks at, as small numbers kept beside each field. */
final class KnownField {
    static final byte OTHER = 0;
    static final byte HOST = 1;
    static final byte CONTENT_LENGTH = 2;
    static final byte CONTENT_TYPE = 3;
    static final byte TRANSFER_ENCODING = 4;
    static final byte CONNECTION = 5;
    static final byte EXPECT = 6;
    static final byte SCRIPT_NAME = 7;

    private KnownField() {}

    /** {@return the number of a name} */
    static byte of(byte[] bytes, int from, int to) {
        return switch (to - from) {
            case 4 -> is(bytes, from, to, "host") ? HOST : OTHER;
            case 6 -> is(bytes, from, to, "expect") ? EXPECT : OTHER;
            case 10 -> is(bytes, from, to, "connection") ? CONNECTION : OTHER;
            case 11 -> is(bytes, from, to, "script_name") ? SCRIPT_NAME : OTHER;
            case 12 -> is(bytes, from, to, "content-type") ? CONTENT_TYPE : OTHER;
            case 14 -> is(bytes, from, to, "content-length") ? CONTENT_LENGTH : OTHER;
            case 17 -> is(bytes, from, to, "transfer-encoding") ? TRANSFER_ENCODING : OTHER;
            default -> OTHER;
        };
    }

    private static boolean is(byte[] bytes, int from, int to, String name) {
        return Octets.equalIgnoreCase(bytes, from, to, name);
    }
}
