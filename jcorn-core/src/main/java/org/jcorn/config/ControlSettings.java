package org.jcorn.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings about the socket through which {@code jcornc} talks to a running server. */
public final class ControlSettings {

    /** {@code control_socket}: where the socket is; empty = {@link #standardPath}. */
    public static final Setting<Optional<Path>> CONTROL_SOCKET = Setting.optional("control_socket", new PathType())
            .section(Section.CONTROL)
            .flag("--control-socket")
            .operatorOnly()
            .doc(
                    "The Unix socket through which jcornc talks to the server.",
                    "Without it that is `$XDG_RUNTIME_DIR/jcorn.ctl`, or `~/.jcorn/jcorn.ctl` where that variable is not set. "
                            + "A server that finds this place taken starts without one, and a warning says so; a place that "
                            + "was set and cannot be used is an error. See `control.md`.");

    /** {@code control_socket_mode}: the permission bits of the socket. */
    public static final Setting<Integer> CONTROL_SOCKET_MODE = Setting.octal("control_socket_mode")
            .section(Section.CONTROL)
            .flag("--control-socket-mode")
            .operatorOnly()
            .defaultValue("0600")
            .doc(
                    "The permissions of the control socket.",
                    "Whoever may write to it may do all that signals do. It never has more than these, also not while it is "
                            + "being made.");

    /** {@code control_socket_disable}: whether there is no such socket. */
    public static final Setting<Boolean> CONTROL_SOCKET_DISABLE = Setting.bool("control_socket_disable")
            .section(Section.CONTROL)
            .flag("--no-control-socket")
            .operatorOnly()
            .doc("Have no control socket.");

    static final List<Setting<?>> ALL = List.of(CONTROL_SOCKET, CONTROL_SOCKET_MODE, CONTROL_SOCKET_DISABLE);

    private static final String NAME = "jcorn.ctl";

    private ControlSettings() {}

    /**
     * {@return where the socket of a server is that was told nothing, and where its client looks}
     *
     * @param environment the variables {@code XDG_RUNTIME_DIR}, which does not count unless it is absolute, and
     *     {@code HOME}, which is asked of the JVM where it is missing
     */
    public static Path standardPath(Map<String, String> environment) {
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (runtime.startsWith("/")) {
            return Path.of(runtime, NAME);
        }
        String home = environment.getOrDefault("HOME", "");
        return Path.of(home.isEmpty() ? System.getProperty("user.home", "/") : home, ".jcorn", NAME);
    }
}
