package org.jcorn.http;

import java.util.ArrayList;
import java.util.List;
import org.jcorn.config.IpAddress;
import org.jcorn.config.IpNetwork;

/**
 * Peers to be trusted (the rule {@code addrs} of settings like {@code forwarded_allow_ips}): a comma list of {@code *},
 * addresses and networks in CIDR notation. Immutable. Peers without an IP address (Unix sockets) belong to every set.
 */
public final class AddressSet {
    private final String text;
    private final boolean everyone;
    private final List<IpNetwork> networks;

    private AddressSet(String text, boolean everyone, List<IpNetwork> networks) {
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
        List<IpNetwork> networks = new ArrayList<>();
        int from = 0;
        while (from <= list.length()) {
            int comma = list.indexOf(',', from);
            int to = comma < 0 ? list.length() : comma;
            String element = list.substring(from, to).strip();
            from = to + 1;
            if (element.equals("*")) {
                everyone = true;
            } else if (!element.isEmpty()) {
                networks.add(IpNetwork.parse(element));
            }
        }
        return new AddressSet(list, everyone, networks);
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
        for (IpNetwork network : networks) {
            if (network.contains(bytes)) {
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
