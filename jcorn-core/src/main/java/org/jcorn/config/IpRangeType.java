package org.jcorn.config;

/** An IP address, a network as {@code ADDRESS/BITS}, or {@code *} for all; checked and kept as it was written. */
final class IpRangeType implements SettingType<String> {

    @Override
    public String parse(String text) {
        if (text.equals("*")) {
            return text;
        }
        int slash = text.indexOf('/');
        byte[] address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (address.length == 0) {
            throw new InvalidValue(text, "must be an IP address, a network such as 10.0.0.0/8, or *");
        }
        if (slash >= 0) {
            checkNetwork(text, address, prefix(text, slash + 1, address.length * 8));
        }
        return text;
    }

    private static int prefix(String text, int from, int max) {
        int bits = -1;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            bits = c < '0' || c > '9' || bits > max ? Integer.MAX_VALUE / 16 : Math.max(bits, 0) * 10 + (c - '0');
        }
        if (bits < 0 || bits > max) {
            throw new InvalidValue(text, "must have a prefix length between 0 and " + max);
        }
        return bits;
    }

    /** Refuse host bits: whoever writes 10.0.0.1/8 meant either the host or the network, and trust hangs on which. */
    private static void checkNetwork(String text, byte[] address, int prefix) {
        for (int bit = prefix; bit < address.length * 8; bit++) {
            if ((address[bit / 8] & (0x80 >> (bit % 8))) != 0) {
                throw new InvalidValue(text, "has host bits set: give the address alone or the network's own address");
            }
        }
    }

    @Override
    public String print(String value) {
        return value;
    }

    @Override
    public String label() {
        return "IP address or network";
    }

    @Override
    public String meta() {
        return "STRING";
    }
}
