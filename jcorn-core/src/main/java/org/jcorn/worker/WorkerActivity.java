package org.jcorn.worker;

import org.jcorn.spi.Activity;

/** Writes what the worker does into its page of the scoreboard, and counts its requests. */
final class WorkerActivity implements Activity {

    private final ScoreboardPage page;
    private final long maxRequests;
    private final Runnable worn;

    // Guarded by this.
    private int active;
    private long requests;
    private long bodyBytes;

    /**
     * @param page this worker's page
     * @param maxRequests after how many requests {@code worn} runs, 0 = never
     * @param worn runs once, on the thread that ended the last of these requests
     */
    WorkerActivity(ScoreboardPage page, long maxRequests, Runnable worn) {
        this.page = page;
        this.maxRequests = maxRequests;
        this.worn = worn;
    }

    @Override
    public void beat() {
        page.beat(System.nanoTime());
    }

    @Override
    public void begin(int thread, byte[] bytes, int offset, int length) {
        page.begin(thread, System.nanoTime(), bytes, offset, length);
        synchronized (this) {
            active++;
            page.totals(active, requests, bodyBytes);
        }
    }

    @Override
    public void end(int thread, long sent) {
        page.end(thread);
        boolean last;
        synchronized (this) {
            active--;
            requests++;
            bodyBytes += sent;
            last = requests == maxRequests;
            page.totals(active, requests, bodyBytes);
        }
        if (last) {
            worn.run();
        }
    }

    @Override
    public void connections(int open) {
        page.connections(open);
    }
}
