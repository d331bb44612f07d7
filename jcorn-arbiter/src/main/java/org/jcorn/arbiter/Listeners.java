package org.jcorn.arbiter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jcorn.config.BindAddress;
import org.jcorn.config.Config;
import org.jcorn.config.ServerMechanicsSettings;
import org.jcorn.config.ServerSocketSettings;
import org.jcorn.config.SslSettings;
import org.jcorn.config.WorkerProcessesSettings;
import org.jcorn.worker.Inherited;
import org.jcorn.worker.InheritedListener;
import org.jspecify.annotations.Nullable;

/**
 * The listening sockets of a generation of workers. Addresses that the generation before had are taken over as they are:
 * no socket that stays configured is ever closed.
 *
 * <p>Workers sit in seats. Those of one seat accept from the same sockets. There is one seat for all, or with
 * {@code reuse_port} one for each.
 */
final class Listeners {

    private final List<ListenerGroup> groups;
    private final boolean reusePort;
    private final String scheme;

    private Listeners(List<ListenerGroup> groups, boolean reusePort, String scheme) {
        this.groups = List.copyOf(groups);
        this.reusePort = reusePort && groups.stream().anyMatch(ListenerGroup::seated);
        this.scheme = scheme;
    }

    /** {@return no listeners, as before the first generation} */
    static Listeners none() {
        return new Listeners(List.of(), false, "http");
    }

    /**
     * {@return the listeners that the settings ask for}
     *
     * @param config the settings
     * @param present those there are now, of one or more generations
     * @throws IOException if one cannot be opened, or a file for its TLS is missing; then none was
     */
    static Listeners open(Native os, Config config, Listeners... present) throws IOException {
        return open(os, config, config.get(ServerSocketSettings.BIND), present);
    }

    /**
     * {@return the listeners at these addresses, whatever the setting {@code bind} says}
     *
     * @param config the other settings
     * @param addresses where to listen
     * @param present those there are now, of one or more generations
     * @throws IOException if one cannot be opened, or a file for its TLS is missing; then none was
     */
    static Listeners open(Native os, Config config, List<BindAddress> addresses, Listeners... present)
            throws IOException {
        TlsFiles.check(config);
        boolean reusePort = config.get(ServerMechanicsSettings.REUSE_PORT);
        ListenerOpener opener = opener(os, config);
        List<ListenerGroup> opened = new ArrayList<>();
        List<ListenerGroup> all = new ArrayList<>();
        try {
            for (BindAddress address : new LinkedHashSet<>(addresses)) {
                ListenerGroup group = find(address, present);
                if (group == null) {
                    group = new ListenerGroup(os, opener, address);
                    opened.add(group);
                }
                all.add(group);
            }
            Listeners listeners = new Listeners(all, reusePort, SslSettings.enabled(config) ? "https" : "http");
            for (ListenerGroup group : opened) {
                group.open(listeners.seats(config.get(WorkerProcessesSettings.WORKERS)));
            }
            return listeners;
        } catch (IOException e) {
            for (ListenerGroup group : opened) {
                group.close();
            }
            throw e;
        }
    }

    /**
     * {@return the listeners that another arbiter handed to this one}
     *
     * @param items what it handed over: addresses, and the sockets of each in the order of their seats
     * @throws IOException if one is not what it should be
     */
    static Listeners adopt(Native os, Config config, List<Handover.Item> items) throws IOException {
        ListenerOpener opener = opener(os, config);
        Map<BindAddress, List<BoundListener>> sockets = new LinkedHashMap<>();
        for (Handover.Item item : items) {
            try {
                BindAddress address = BindAddress.parse(item.purpose());
                sockets.computeIfAbsent(address, key -> new ArrayList<>()).add(opener.adopt(address, item.fd()));
            } catch (IOException | IllegalArgumentException e) {
                throw new IOException("cannot listen on descriptor " + item.fd() + ": " + e.getMessage(), e);
            }
        }
        List<ListenerGroup> groups = new ArrayList<>();
        for (List<BoundListener> group : sockets.values()) {
            groups.add(new ListenerGroup(os, opener, group));
        }
        return new Listeners(groups, false, "http");
    }

    private static ListenerOpener opener(Native os, Config config) {
        return new ListenerOpener(
                os,
                config.get(ServerSocketSettings.BACKLOG),
                config.get(ServerMechanicsSettings.UMASK),
                config.get(ServerMechanicsSettings.REUSE_PORT));
    }

    private static @Nullable ListenerGroup find(BindAddress address, Listeners... present) {
        for (Listeners listeners : present) {
            for (ListenerGroup group : listeners.groups) {
                if (group.configured().equals(address)) {
                    return group;
                }
            }
        }
        return null;
    }

    /** {@return the sockets, by address} */
    List<ListenerGroup> groups() {
        return groups;
    }

    /** {@return how many seats there are for so many workers} */
    int seats(int workers) {
        int fixed = fixedSeats();
        return fixed > 0 ? fixed : reusePort ? workers : 1;
    }

    /**
     * {@return how many workers there are to be instead of so many} Where another arbiter has the sockets of seats too, one
     * sits in each, for its number is not this arbiter's to change.
     */
    int staffed(int workers) {
        return fixedSeats() > 1 ? Math.min(1, workers) * fixedSeats() : workers;
    }

    private int fixedSeats() {
        int seats = 0;
        for (ListenerGroup group : groups) {
            if (group.seated() && group.shared()) {
                seats = Math.max(seats, group.sockets().size());
            }
        }
        return seats;
    }

    /** Another arbiter has these too, or no other has them any more. */
    void share(boolean with) {
        for (ListenerGroup group : groups) {
            group.share(with);
        }
    }

    /** {@return which of these, by their place, are not shared by all seats} */
    List<Integer> placesOfSeats() {
        List<Integer> seated = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            if (groups.get(i).seated()) {
                seated.add(i);
            }
        }
        return seated;
    }

    /** Open the sockets of a seat, if they are not open yet. */
    void add(int seat) throws IOException {
        for (ListenerGroup group : groups) {
            group.add(seat);
        }
    }

    /** Close all. */
    void close() {
        closeExcept();
    }

    /** Close those that none of the other sets has. */
    void closeExcept(Listeners... kept) {
        for (ListenerGroup group : groups) {
            if (find(group.configured(), kept) == null) {
                group.close();
            }
        }
    }

    /** {@return which of these, by their place, another set does not have} */
    List<Integer> missingIn(Listeners other) {
        List<Integer> missing = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            if (find(groups.get(i).configured(), other) == null) {
                missing.add(i);
            }
        }
        return missing;
    }

    /** {@return the descriptors here of a seat's sockets, in order} */
    List<Integer> descriptors(int seat) {
        List<Integer> fds = new ArrayList<>();
        for (ListenerGroup group : groups) {
            fds.add(group.of(seat).fd());
        }
        return fds;
    }

    /** {@return what a worker of a seat inherits, with the descriptors it will find} */
    List<InheritedListener> inherited(int seat) {
        List<InheritedListener> listeners = new ArrayList<>();
        for (ListenerGroup group : groups) {
            int fd = Inherited.LISTENERS + listeners.size();
            BoundListener socket = group.of(seat);
            listeners.add(new InheritedListener(fd, fd + groups.size(), socket.family(), socket.address()));
        }
        return listeners;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (ListenerGroup group : groups) {
            text.append(text.length() == 0 ? "" : ", ").append(group.first().url(scheme));
        }
        return text.toString();
    }
}
