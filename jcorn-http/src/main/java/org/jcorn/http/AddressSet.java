package org.jcorn.http;

import java.util.ArrayList;
import java.util.List;

/**
 * Peers to be trusted (the rule {@code addrs} of settings like {@code forwarded_allow_ips}): a comma list of {@code *},
 * addresses and networks in CIDR notation. Immutable. Peers without an IP address (Unix sockets) belong to every set.
 */
public final class AddressSet {
    private final String text;
    private final boolean everyone;
    private final List<Network> networks;

    private static final class Network {
        private final byte[] address;
        private final int prefix;

        Network(byte[] address, int prefix) {
            this.address = address;
            this.prefix = prefix;
        }

        boolean contains(byte[] other) {
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

        boolean hasHostBits() {
            for (int bit = prefix; bit < address.length * 8; bit++) {
                if ((address[bit / 8] & 0x80 >> bit % 8) != 0) {
                    return true;
                }
            }
            return false;
        }
    }

    private AddressSet(String text, boolean everyone, List<Network> networks) {
        this.text = text;
        this.everyone = everyone;
        this.networks = List.copyOf(networks);
    }

    /**
     * Read a list.
     *
     * @param list such as {@code 127.0.0.1,10.0.0.0/8,::1}; empty for nobody but Unix sockets
     * @return the set
     * @throws IllegalArgumentException if an element is neither {@code *}, nor an IP address, nor a network without host
     *     bits; the message quotes it
     */
    public static AddressSet of(String list) {
        boolean everyone = false;
        List<Network> networks = new ArrayList<>();
        int from = 0;
        while (from <= list.length()) {
            int comma = list.indexOf(',', from);
            int to = comma < 0 ? list.length() : comma;
            String element = list.substring(from, to).strip();
            from = to + 1;
            if (element.equals("*")) {
                everyone = true;
            } else if (!element.isEmpty()) {
                networks.add(network(element));
            }
        }
        return new AddressSet(list, everyone, networks);
    }

    private static Network network(String element) {
        int slash = element.indexOf('/');
        byte[] address = IpAddress.parse(slash < 0 ? element : element.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException(
                    "\"" + element + "\" must be *, an IP address or a network like 10.0.0.0/8");
        }
        int bits = address.length * 8;
        int prefix = slash < 0 ? bits : prefix(element.substring(slash + 1));
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("\"" + element + "\" must have a prefix length of 0 to " + bits);
        }
        Network network = new Network(address, prefix);
        if (network.hasHostBits()) {
            throw new IllegalArgumentException("\"" + element + "\" must not have host bits set");
        }
        return network;
    }

    private static int prefix(String digits) {
        if (digits.isEmpty() || digits.length() > 3) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + c - '0';
        }
        return value;
    }

    /**
     * {@return whether the peer belongs to this set}
     *
     * @param address an IP address as text, or empty for a Unix socket
     */
    public boolean contains(String address) {
        if (everyone || address.isEmpty()) {
            return true;
        }
        byte[] bytes = IpAddress.parse(address);
        if (bytes == null) {
            return false;
        }
        byte[] plain = IpAddress.unmapped(bytes);
        for (Network network : networks) {
            if (network.contains(plain) || (plain != bytes && network.contains(bytes))) {
                return true;
            }
        }
        return false;
    }

    /** {@return the list as it was given} */
    @Override
    public String toString() {
        return text;
    }
}
