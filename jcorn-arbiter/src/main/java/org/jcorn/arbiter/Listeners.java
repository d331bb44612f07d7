package org.jcorn.arbiter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
        TlsFiles.check(config);
        boolean reusePort = config.get(ServerMechanicsSettings.REUSE_PORT);
        ListenerOpener opener = new ListenerOpener(
                os, config.get(ServerSocketSettings.BACKLOG), config.get(ServerMechanicsSettings.UMASK), reusePort);
        List<ListenerGroup> opened = new ArrayList<>();
        List<ListenerGroup> all = new ArrayList<>();
        try {
            for (BindAddress address : new LinkedHashSet<>(config.get(ServerSocketSettings.BIND))) {
                ListenerGroup group = find(address, present);
                if (group == null) {
                    group = new ListenerGroup(os, opener, address);
                    opened.add(group);
                    group.open(reusePort ? config.get(WorkerProcessesSettings.WORKERS) : 1);
                }
                all.add(group);
            }
        } catch (IOException e) {
            for (ListenerGroup group : opened) {
                group.close();
            }
            throw e;
        }
        return new Listeners(all, reusePort, SslSettings.enabled(config) ? "https" : "http");
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
        return reusePort ? workers : 1;
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
