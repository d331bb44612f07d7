package org.jcorn.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jcorn.Application;
import org.jcorn.config.Config;
import org.jcorn.spi.Activity;
import org.jcorn.spi.Listener;
import org.jcorn.spi.Logger;
import org.jcorn.spi.WorkerContext;

/** A worker with settings, and a log that remembers. */
final class FakeWorker implements WorkerContext, Activity, Logger {
    private final Config config;
    private final List<String> accesses = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();

    FakeWorker(Config config) {
        this.config = config;
    }

    /** {@return what one call each gave to the access log} */
    synchronized List<String> accesses() {
        return List.copyOf(accesses);
    }

    synchronized List<String> messages() {
        return List.copyOf(messages);
    }

    @Override
    public boolean accessEnabled() {
        return true;
    }

    @Override
    public synchronized void access(byte[] lines, int offset, int length) {
        accesses.add(new String(lines, offset, length, StandardCharsets.ISO_8859_1));
    }

    @Override
    public synchronized void log(Level level, String message) {
        messages.add(level + " " + message);
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public void open(Config settings) {}

    @Override
    public boolean enabled(Level level) {
        return true;
    }

    @Override
    public void reopen() {}

    @Override
    public void close() {}

    @Override
    public Config config() {
        return config;
    }

    @Override
    public Logger log() {
        return this;
    }

    @Override
    public Application application() {
        throw new AssertionError("nobody asks");
    }

    @Override
    public ClassLoader applicationLoader() {
        throw new AssertionError("nobody asks");
    }

    @Override
    public List<Listener> listeners() {
        return List.of();
    }

    @Override
    public Activity activity() {
        return this;
    }

    @Override
    public void ready() {}

    @Override
    public void retire() {}

    @Override
    public void onStop(Runnable action) {}

    @Override
    public boolean stopping() {
        return false;
    }

    @Override
    public boolean abandoned(Listener listener) {
        return false;
    }

    @Override
    public void beat() {}

    @Override
    public void begin(int thread, byte[] bytes, int offset, int length) {}

    @Override
    public void end(int thread, long bodyBytes) {}

    @Override
    public void connections(int open) {}
}
