package org.jcorn.config;

import java.util.List;

/** Settings about what the server listens on. */
public final class ServerSocketSettings {

    /** {@code bind}: the addresses to listen on, at least one. */
    public static final Setting<List<BindAddress>> BIND = Setting.list("bind", new AddressType(), ",")
            .section(Section.SERVER_SOCKET)
            .flag("-b", "--bind")
            .defaultValue("127.0.0.1:8000")
            .environment("PORT", "0.0.0.0:")
            .check(new Check.NotEmpty<>())
            .repeatable()
            .doc(
                    "An address to listen on: HOST, HOST:PORT, [IPV6]:PORT, unix:PATH, fd://N.",
                    "The port is 8000 unless given; `:8000` means all of IPv4, `[::]:8000` all of IPv6. "
                            + "`fd://N` is a listening socket that jcorn was started with.",
                    "With the environment variable `PORT` the default is `0.0.0.0:$PORT`.");

    /** {@code backlog}: connections the system queues for each listener. */
    public static final Setting<Integer> BACKLOG = Setting.integer("backlog")
            .section(Section.SERVER_SOCKET)
            .flag("--backlog")
            .defaultValue("2048")
            .doc(
                    "How many connections may wait to be accepted.",
                    "Clients beyond that get an error or try again. The system may have a lower limit, on Linux "
                            + "`net.core.somaxconn`.");

    static final List<Setting<?>> ALL = List.of(BIND, BACKLOG);

    private ServerSocketSettings() {}
}
