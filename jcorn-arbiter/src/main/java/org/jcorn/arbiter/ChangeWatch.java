package org.jcorn.arbiter;

import java.io.Closeable;
import java.io.IOException;

/** Waits until it is time to look at watched files again. */
interface ChangeWatch extends Closeable {

    /**
     * Wait.
     *
     * @param last what was seen last
     * @throws IOException if this way of watching does not work, or no more
     */
    void await(Snapshot last) throws IOException, InterruptedException;

    @Override
    default void close() throws IOException {}
}
