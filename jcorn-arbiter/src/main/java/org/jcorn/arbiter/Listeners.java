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
import org.jcorn.worker.Inherited;
import org.jcorn.worker.InheritedListener;
import org.jspecify.annotations.Nullable;

/**
 * The listening sockets of a generation of workers. Addresses that the generation before had are taken over as they are:
 * no socket that stays configured is ever closed.
 */
final class Listeners {

    private final List<BoundListener> bound;
    private final String scheme;

    private Listeners(List<BoundListener> bound, String scheme) {
        this.bound = bound;
        this.scheme = scheme;
    }

    /** {@return no listeners, as before the first generation} */
    static Listeners none() {
        return new Listeners(List.of(), "http");
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
        ListenerOpener opener = new ListenerOpener(
                os, config.get(ServerSocketSettings.BACKLOG), config.get(ServerMechanicsSettings.UMASK));
        List<BoundListener> opened = new ArrayList<>();
        List<BoundListener> all = new ArrayList<>();
        try {
            for (BindAddress address : new LinkedHashSet<>(config.get(ServerSocketSettings.BIND))) {
                BoundListener listener = find(address, present);
                if (listener == null) {
                    listener = opener.open(address);
                    opened.add(listener);
                }
                all.add(listener);
            }
        } catch (IOException e) {
            for (BoundListener listener : opened) {
                listener.close();
            }
            throw e;
        }
        return new Listeners(all, SslSettings.enabled(config) ? "https" : "http");
    }

    private static @Nullable BoundListener find(BindAddress address, Listeners... present) {
        for (Listeners listeners : present) {
            for (BoundListener listener : listeners.bound) {
                if (listener.configured().equals(address)) {
                    return listener;
                }
            }
        }
        return null;
    }

    /** Close all. */
    void close() {
        closeExcept();
    }

    /** Close those that none of the other sets has. */
    void closeExcept(Listeners... kept) {
        for (BoundListener listener : bound) {
            if (find(listener.configured(), kept) == null) {
                listener.close();
            }
        }
    }

    /** {@return which of these, by their place, another set does not have} */
    List<Integer> missingIn(Listeners other) {
        List<Integer> missing = new ArrayList<>();
        for (int i = 0; i < bound.size(); i++) {
            if (find(bound.get(i).configured(), other) == null) {
                missing.add(i);
            }
        }
        return missing;
    }

    /** {@return the descriptors here, in order} */
    List<Integer> descriptors() {
        List<Integer> fds = new ArrayList<>();
        for (BoundListener listener : bound) {
            fds.add(listener.fd());
        }
        return fds;
    }

    /** {@return what a worker inherits, with the descriptors it will find} */
    List<InheritedListener> inherited() {
        List<InheritedListener> listeners = new ArrayList<>();
        for (BoundListener listener : bound) {
            int fd = Inherited.LISTENERS + listeners.size();
            listeners.add(new InheritedListener(fd, fd + bound.size(), listener.family(), listener.address()));
        }
        return listeners;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (BoundListener listener : bound) {
            text.append(text.length() == 0 ? "" : ", ").append(listener.url(scheme));
        }
        return text.toString();
    }
}
