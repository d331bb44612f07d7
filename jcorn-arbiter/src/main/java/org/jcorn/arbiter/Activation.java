package org.jcorn.arbiter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sockets that systemd opened and started us with: {@code LISTEN_FDS} descriptors from 3 on, meant for the process
 * {@code LISTEN_PID}, with names in {@code LISTEN_FDNAMES}. See {@code sd_listen_fds(3)}.
 */
final class Activation {

    private static final int FIRST = 3;

    private Activation() {}

    /**
     * {@return what there is for this process}
     *
     * @param environment the environment
     * @param pid this process
     * @throws IOException if a variable makes no sense
     */
    static Handover handover(Map<String, String> environment, long pid) throws IOException {
        List<Handover.Item> items = new ArrayList<>();
        if (!environment.containsKey("LISTEN_PID") || !environment.containsKey("LISTEN_FDS")) {
            return new Handover(items);
        }
        if (number("LISTEN_PID", environment) != pid) {
            return new Handover(items);
        }
        long count = number("LISTEN_FDS", environment);
        if (count > 1000) {
            throw wrong("LISTEN_FDS", environment, "is more than there can be", null);
        }
        String names = environment.get("LISTEN_FDNAMES");
        if (names != null && names.split(":", -1).length != count) {
            throw wrong("LISTEN_FDNAMES", environment, "must be " + count + " names, as LISTEN_FDS says", null);
        }
        for (int fd = FIRST; fd < FIRST + count; fd++) {
            items.add(new Handover.Item(fd, Handover.SYSTEMD + "fd://" + fd));
        }
        return new Handover(items);
    }

    private static long number(String name, Map<String, String> environment) throws IOException {
        try {
            long number = Long.parseLong(environment.getOrDefault(name, ""));
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(name, environment, "is not a number", e);
        }
        throw wrong(name, environment, "must be 0 or more", null);
    }

    private static IOException wrong(
            String name, Map<String, String> environment, String rule, @Nullable Exception cause) {
        return new IOException("environment variable " + name + ": \"" + environment.get(name) + "\" " + rule, cause);
    }
}
