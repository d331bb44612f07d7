package org.jcorn.app.servlet.bridge;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The clock of asynchronous requests and of upgraded connections: once a second it asks each whether it has waited
 * too long. Its thread starts with the first of them.
 */
final class AsyncTimeouts {
    /** Who may wait too long. */
    interface Waiting {
        /**
         * See whether it does.
         *
         * @param now {@link System#currentTimeMillis}, or −1 when everybody has waited too long
         */
        void timeoutAsync(long now);
    }

    private static final long SECOND = 1000;

    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
    private @Nullable Thread ticker;

    void add(Waiting who) {
        waiting.add(who);
        start();
    }

    void remove(Waiting who) {
        waiting.remove(who);
    }

    private synchronized void start() {
        if (ticker == null) {
            Thread thread = new Thread(this::run, "jcorn-servlet-timeouts");
            thread.setDaemon(true);
            ticker = thread;
            thread.start();
        }
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(SECOND);
                // Not the monotonic clock: Tomcat notes the start of asynchronous processing by this one.
                tick(System.currentTimeMillis());
            }
        } catch (InterruptedException e) {
            // stopped
        }
    }

    private void tick(long now) {
        for (Waiting who : waiting) {
            who.timeoutAsync(now);
        }
    }

    /** Time out whatever waits, as the service ends. */
    synchronized void stop() {
        if (ticker != null) {
            ticker.interrupt();
            ticker = null;
        }
        tick(-1);
    }
}
