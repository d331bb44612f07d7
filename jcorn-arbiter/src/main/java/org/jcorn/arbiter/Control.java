package org.jcorn.arbiter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jcorn.config.Config;
import org.jcorn.config.ControlSettings;
import org.jcorn.control.ControlCall;
import org.jcorn.control.ControlException;
import org.jcorn.spi.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The control socket in the life of an arbiter: it is opened at the start, HUP may move it, and it goes last. Requests come
 * in on its own thread; the loop does them.
 *
 * <p>A new arbiter beside the old one has its socket at the same path with {@link #SUFFIX}, as it has its pidfile, and
 * takes the path over when it is promoted. So each removes its own file only, whoever ends first.
 */
final class Control {

    /** What the path of an arbiter ends with that has yet to be promoted. */
    static final String SUFFIX = ".2";

    /**
     * What a reload is going to change.
     *
     * @param config the new settings
     * @param replaces whether the present socket is to go
     * @param socket what comes instead, if anything does
     */
    private record Change(
            Config config, boolean replaces, @Nullable ControlSocket socket) {}

    private final Native os;
    private final Logger log;
    private final Map<String, String> environment;
    private final Queue<ControlCall> calls = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    private @Nullable ControlCommands commands;
    private @Nullable ControlSocket present;
    private @Nullable Change change;
    private boolean leads;

    /**
     * @param environment tells where the socket is if the settings do not
     * @param leads whether there is no arbiter before this one
     */
    Control(Native os, Logger log, Map<String, String> environment, boolean leads) {
        this.os = os;
        this.log = log;
        this.environment = environment;
        this.leads = leads;
    }

    /**
     * Open the socket.
     *
     * @throws IOException if the settings name a place that cannot be used
     */
    void open(Config config) throws IOException {
        if (!disabled(config)) {
            present = open(ControlAddress.of(config, environment));
        }
    }

    private @Nullable ControlSocket open(ControlAddress address) throws IOException {
        Path path = place(address);
        try {
            address.prepare(os);
            ControlSocket socket = ControlSocket.open(os, path, address.mode(), this::take);
            log.info("Control socket: " + path.toAbsolutePath());
            return socket;
        } catch (IOException e) {
            if (address.chosen()) {
                throw address.unusable(e);
            }
            log.warning("No control socket, " + path + " cannot be used: " + ControlAddress.reason(e)
                    + "; --control-socket names another place");
            return null;
        }
    }

    private Path place(ControlAddress address) {
        Path path = address.path();
        return leads ? path : path.resolveSibling(path.getFileName() + SUFFIX);
    }

    private static boolean disabled(Config config) {
        return config.get(ControlSettings.CONTROL_SOCKET_DISABLE);
    }

    /** Do from now on what clients ask for. */
    void adopt(ControlCommands what) {
        commands = what;
    }

    /** For the thread of a socket. */
    private void take(ControlCall call) {
        calls.add(call);
        if (closed) {
            refuseAll();
        }
        os.kill((int) ProcessHandle.current().pid(), Signal.CHLD); // which only wakes the loop
    }

    /**
     * A reload begins: open what its settings ask for, beside what there is.
     *
     * @throws IOException if they name a place that cannot be used
     */
    void prepare(Config config) throws IOException {
        withdraw();
        if (disabled(config)) {
            change = new Change(config, true, null);
            return;
        }
        ControlAddress address = ControlAddress.of(config, environment);
        boolean stays = present != null && present.reachable() && present.path().equals(place(address));
        change = new Change(config, !stays, stays ? null : open(address));
    }

    /** Look after the socket, and do what clients ask for. */
    void turn(Deployment deployment, boolean leadsNow) {
        Config current = deployment.current().config();
        try {
            if (leadsNow && !leads) {
                leads = true;
                promote(current);
            }
            settle(deployment, current);
            if (present != null) {
                present.turn();
            }
        } catch (IOException e) {
            log.error("Control socket: " + ControlAddress.reason(e));
        }
        for (ControlCall call = calls.poll(); call != null; call = calls.poll()) {
            answer(call);
        }
    }

    private void promote(Config current) throws IOException {
        if (disabled(current)) {
            return;
        }
        ControlAddress address = ControlAddress.of(current, environment);
        if (present == null) {
            present = open(address);
            return;
        }
        try {
            present.move(place(address));
            log.info("Control socket: " + present.path().toAbsolutePath());
        } catch (IOException e) {
            throw new IOException(ControlAddress.reason(e) + "; it stays " + present.path(), e);
        }
    }

    /** The generation that a reload began has proved itself, or is given up. */
    private void settle(Deployment deployment, Config current) throws IOException {
        Change due = change;
        if (due == null) {
            return;
        }
        if (due.config() != current) {
            withdraw();
        } else if (deployment.settled()) {
            change = null;
            if (due.replaces()) {
                closePresent();
                present = due.socket();
            } else if (present != null) {
                present.mode(ControlAddress.of(current, environment).mode());
            }
        }
    }

    private void withdraw() throws IOException {
        Change former = change;
        change = null;
        if (former != null && former.socket() != null) {
            former.socket().close();
        }
    }

    private void closePresent() throws IOException {
        if (present != null) {
            present.close();
            present = null;
        }
    }

    private void answer(ControlCall call) {
        ControlCommands known = commands;
        try {
            if (known == null) {
                throw new ControlException("the server is not ready for commands");
            }
            call.answer(known.run(call.words()));
        } catch (ControlException e) {
            call.refuse(e.getMessage());
        } catch (RuntimeException e) { // no command is worth the server
            log.error("Control command " + String.join(" ", call.words()) + " failed: " + e);
            call.refuse("it failed: " + e);
        }
    }

    private void refuseAll() {
        for (ControlCall call = calls.poll(); call != null; call = calls.poll()) {
            call.refuse("the server has stopped");
        }
    }

    void pollBy(PollSet poll) {
        if (present != null) {
            present.pollBy(poll);
        }
    }

    /** The server ends. */
    void close() {
        closed = true;
        refuseAll();
        try {
            withdraw();
            closePresent();
        } catch (IOException e) {
            log.warning("Control socket: " + ControlAddress.reason(e));
        }
    }
}
