package org.jcorn.it.kit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts the command line and the environment of a server together. */
public final class ServerBuilder {

    private final Site site;
    private final List<String> command = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private Path directory;
    private List<String> binds = List.of("127.0.0.1:0");
    private String application = "";
    private int workers = 1;

    ServerBuilder(Site site) {
        this.site = site;
        this.directory = site.directory();
        Distribution distribution = site.distribution();
        command.add(distribution.launcher().toString());
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", site.directory().toString());
        environment.put("LANG", "C.UTF-8");
        environment.put("JCORN_JAVA", distribution.java().toString());
        environment.put("JCORN_CACHE_DIR", distribution.cache().toString());
        int equals = site.mark().indexOf('=');
        environment.put(site.mark().substring(0, equals), site.mark().substring(equals + 1));
    }

    /** Serve that instead of {@code Probe}; empty for no application argument at all. */
    public ServerBuilder application(String specification) {
        this.application = specification.isEmpty() ? " " : specification;
        return this;
    }

    /** Serve {@code GatedBoot}. */
    public ServerBuilder gatedBoot() {
        return args("--classpath", Site.testClasses().toString()).application("org.jcorn.it.app.GatedBoot:app");
    }

    /** Ask for so many workers. */
    public ServerBuilder workers(int count) {
        this.workers = count;
        return args("--workers", Integer.toString(count));
    }

    /** Wait for that many workers at start without saying so on the command line. */
    public ServerBuilder expectWorkers(int count) {
        this.workers = count;
        return this;
    }

    /** Listen there and nowhere else; none means that the command line says nothing about it. */
    public ServerBuilder bind(String... addresses) {
        this.binds = List.of(addresses);
        return this;
    }

    /** Add arguments. */
    public ServerBuilder args(String... more) {
        arguments.addAll(List.of(more));
        return this;
    }

    /** Set an environment variable. */
    public ServerBuilder env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Leave an environment variable out. */
    public ServerBuilder withoutEnv(String name) {
        environment.remove(name);
        return this;
    }

    /** Start it from that directory instead of the site's own. */
    public ServerBuilder directory(Path other) {
        this.directory = other;
        return this;
    }

    /** Start it by that command instead of the distribution's launcher. */
    public ServerBuilder command(String... words) {
        command.clear();
        command.addAll(List.of(words));
        return this;
    }

    /** {@return the running server, all its workers ready} */
    public RunningServer start() {
        return launch().awaitReady(workers);
    }

    /** {@return the server just started, ready or not} */
    public RunningServer launch() {
        Path log = site.path("server-" + site.serversStarted() + ".log");
        // A control socket of its own, where none but it looks.
        environment.putIfAbsent("XDG_RUNTIME_DIR", site.runtimeDirectory().toString());
        ProcessBuilder builder = new ProcessBuilder(words())
                .directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            RunningServer server = new RunningServer(builder.start(), new LogTail(log));
            site.started(server);
            return server;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** {@return how the command ended} It is expected to end by itself. */
    public Outcome run() {
        RunningServer server = launch();
        int status = server.awaitExit();
        return new Outcome(status, server.log().text());
    }

    private List<String> words() {
        List<String> words = new ArrayList<>(command);
        for (String address : binds) {
            words.add("--bind");
            words.add(address);
        }
        if (application.isEmpty()) {
            words.add("--classpath");
            words.add(Site.testClasses().toString());
        }
        words.addAll(arguments);
        if (application.isEmpty()) {
            words.add("org.jcorn.it.app.Probe:app");
        } else if (!application.isBlank()) {
            words.add(application);
        }
        return words;
    }
}
