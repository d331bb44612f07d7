package org.jcorn.spi;

/**
 * What a worker is doing, reported through shared memory that the arbiter reads: no call here makes a system call or
 * allocates. Methods may be called by any thread; for one {@code thread} number by one thread at a time.
 *
 * @since 0.1
 */
public interface Activity {

    /** Show that the worker is alive. A worker silent for the setting {@code timeout} is killed. */
    void beat();

    /**
     * Report that a request starts. Its line is what the log shows should the worker have to be killed.
     *
     * @param thread which of the worker's threads serves it, from 0; numbers past the page's room are counted only
     * @param bytes holds the request line, without its line end
     * @param offset where it starts
     * @param length its length in bytes
     */
    void begin(int thread, byte[] bytes, int offset, int length);

    /**
     * Report that the request ended, however it did. After {@code max_requests} of them the arbiter is asked for a
     * replacement; the worker goes on until that is ready.
     *
     * @param thread the number given to {@link #begin}
     * @param bodyBytes bytes of body sent
     */
    void end(int thread, long bodyBytes);

    /**
     * Report how many connections are open.
     *
     * @param open 0 or more
     */
    void connections(int open);
}
