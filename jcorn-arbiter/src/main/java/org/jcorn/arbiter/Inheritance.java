package org.jcorn.arbiter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jcorn.config.BindAddress;
import org.jcorn.config.Config;
import org.jcorn.config.ServerSocketSettings;

/**
 * The listeners this arbiter was started with: from the arbiter before, or from systemd. Those of the arbiter before are
 * taken over where the setting {@code bind} still names them; those of systemd take the place of that setting.
 *
 * @param listeners all of them
 * @param activated the addresses of those from systemd
 */
record Inheritance(Listeners listeners, List<BindAddress> activated) {

    /** {@return that of an arbiter that opens all itself} */
    static Inheritance none() {
        return new Inheritance(Listeners.none(), List.of());
    }

    /**
     * Take hold of them.
     *
     * @param shared whether an arbiter that had them before still has them
     * @throws IOException if a descriptor is no listener
     */
    static Inheritance of(Native os, Config config, Handover handover, boolean shared) throws IOException {
        List<Handover.Item> items = new ArrayList<>(handover.listeners(Handover.BIND));
        List<BindAddress> activated = new ArrayList<>();
        for (Handover.Item item : handover.listeners(Handover.SYSTEMD)) {
            items.add(item);
            activated.add(BindAddress.parse(item.purpose()));
        }
        Listeners listeners = Listeners.adopt(os, config, items);
        listeners.share(shared);
        return new Inheritance(listeners, activated);
    }

    /** {@return what is left when all are taken over or closed} */
    Inheritance used() {
        return new Inheritance(Listeners.none(), activated);
    }

    /**
     * {@return the listeners that the settings ask for}
     *
     * @param present those there are besides
     * @throws IOException if one cannot be opened
     */
    Listeners open(Native os, Config config, Listeners... present) throws IOException {
        Listeners[] all = Arrays.copyOf(present, present.length + 1);
        all[present.length] = listeners;
        return Listeners.open(os, config, activated.isEmpty() ? configured(config) : activated, all);
    }

    private static List<BindAddress> configured(Config config) {
        List<BindAddress> addresses = new ArrayList<>();
        for (BindAddress address : config.get(ServerSocketSettings.BIND)) {
            addresses.add(WorkingDirectory.locate(config, address));
        }
        return addresses;
    }

    /** {@return listeners as they are handed to another arbiter} */
    List<Handover.Item> handover(Listeners current) {
        List<Handover.Item> items = new ArrayList<>();
        for (ListenerGroup group : current.groups()) {
            String prefix = activated.contains(group.configured()) ? Handover.SYSTEMD : Handover.BIND;
            for (BoundListener socket : group.sockets()) {
                items.add(new Handover.Item(socket.fd(), prefix + group.configured()));
            }
        }
        return items;
    }
}
