package org.jcorn.bench.peers;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import org.xnio.Options;

/** Undertow as both of its variants run it: eight worker threads for each IO thread, its default. */
final class UndertowServer {
    private UndertowServer() {}

    static void start(String[] args, HttpHandler handler) {
        int idle = (int) Answers.IDLE.toMillis();
        Undertow.builder()
                .addHttpListener(Integer.parseInt(args[0]), Answers.HOST)
                .setIoThreads(Integer.parseInt(args[1]))
                .setSocketOption(Options.BACKLOG, Answers.BACKLOG)
                .setSocketOption(Options.TCP_NODELAY, true)
                .setServerOption(UndertowOptions.IDLE_TIMEOUT, idle)
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, idle)
                .setHandler(handler)
                .build()
                .start();
    }
}
