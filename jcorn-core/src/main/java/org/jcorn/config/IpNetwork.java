package org.jcorn.config;

/** An IP address, or a network in CIDR notation. Immutable. */
public final class IpNetwork {

    private final byte[] address;
    private final int prefix;

    private IpNetwork(byte[] address, int prefix) {
        this.address = address;
        this.prefix = prefix;
    }

    /**
     * Read an address or a network.
     *
     * @param text {@code ADDRESS} or {@code ADDRESS/BITS}
     * @return what it means
     * @throws IllegalArgumentException if it is neither, or a network with host bits; the message quotes it
     */
    public static IpNetwork parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw new InvalidValue(text, "must be an IP address, a network such as 10.0.0.0/8, or *");
        }
        int bits = address.length * 8;
        IpNetwork network = new IpNetwork(address, slash < 0 ? bits : prefix(text, slash + 1, bits));
        // Whoever writes 10.0.0.1/8 meant either the host or the network, and trust hangs on which.
        if (network.hasHostBits()) {
            throw new InvalidValue(text, "has host bits set: give the address alone or the network's own address");
        }
        return network;
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

    private boolean hasHostBits() {
        for (int bit = prefix; bit < address.length * 8; bit++) {
            if ((address[bit / 8] & (0x80 >> (bit % 8))) != 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * {@return whether an address belongs to this network} An IPv4 address that is mapped into IPv6 belongs to networks
     * of either kind.
     *
     * @param other 4 or 16 bytes
     */
    public boolean contains(byte[] other) {
        byte[] plain = IpAddress.unmapped(other);
        return matches(plain) || (plain != other && matches(other));
    }

    private boolean matches(byte[] other) {
        if (other.length != address.length) {
            return false;
        }
        int whole = prefix / 8;
        for (int i = 0; i < whole; i++) {
            if (other[i] != address[i]) {
                return false;
            }
        }
        int rest = prefix % 8;
        return rest == 0 || (other[whole] ^ address[whole]) >> (8 - rest) == 0;
    }
}
