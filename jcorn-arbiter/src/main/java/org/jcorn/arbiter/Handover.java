package org.jcorn.arbiter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The descriptors that an arbiter hands to one it starts, and what each is for. They are numbered from 3, and an
 * environment variable lists them: {@code JCORN_FD=3=lifeline,4=ready,5=stderr,6=bind:127.0.0.1:8000}. What a receiver
 * does not know it ignores, so that versions can differ.
 *
 * @param items in order
 */
record Handover(List<Item> items) {

    /** The environment variable. */
    static final String VARIABLE = "JCORN_FD";

    /** A pipe that ends when the arbiter before is gone. */
    static final String LIFELINE = "lifeline";
    /** A pipe to say in that a worker is ready. */
    static final String READY = "ready";
    /** Standard error for the time after that. Before, it is a pipe to the process that waits. */
    static final String STDERR = "stderr";
    /** A listener, followed by its address as configured; those of one address in the order of their seats. */
    static final String BIND = "bind:";
    /** A listener that came from systemd, followed by its address as if it had been configured. */
    static final String SYSTEMD = "systemd:";

    private static final int FIRST = 3;

    /**
     * A descriptor.
     *
     * @param fd its number in this process
     * @param purpose what it is for
     */
    record Item(int fd, String purpose) {}

    /** Copy the list. */
    Handover {
        items = List.copyOf(items);
    }

    /** {@return what a text of the variable means} */
    static Handover parse(@Nullable String text) throws IOException {
        List<Item> items = new ArrayList<>();
        if (text == null || text.isEmpty()) {
            return new Handover(items);
        }
        for (String item : text.split(",", -1)) {
            int equals = item.indexOf('=');
            try {
                int fd = Integer.parseInt(item.substring(0, Math.max(0, equals)));
                if (fd < FIRST) {
                    throw new NumberFormatException();
                }
                items.add(new Item(
                        fd, item.substring(equals + 1).replace("%2C", ",").replace("%25", "%")));
            } catch (NumberFormatException e) {
                throw new IOException(
                        "environment variable " + VARIABLE + ": \"" + item + "\" is not a descriptor and its purpose",
                        e);
            }
        }
        return new Handover(items);
    }

    /** {@return the variable's text, with the numbers that a receiver will find} */
    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < items.size(); i++) {
            String purpose = items.get(i).purpose();
            text.append(i == 0 ? "" : ",")
                    .append(FIRST + i)
                    .append('=')
                    .append(purpose.replace("%", "%25").replace(",", "%2C"));
        }
        return text.toString();
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    /** {@return the first descriptor for that, or -1} */
    int fd(String purpose) {
        for (Item item : items) {
            if (item.purpose().equals(purpose)) {
                return item.fd();
            }
        }
        return -1;
    }

    /** {@return those whose purpose begins so, with the rest of it} */
    List<Item> listeners(String prefix) {
        List<Item> listeners = new ArrayList<>();
        for (Item item : items) {
            if (item.purpose().startsWith(prefix)) {
                listeners.add(new Item(item.fd(), item.purpose().substring(prefix.length())));
            }
        }
        return listeners;
    }
}
