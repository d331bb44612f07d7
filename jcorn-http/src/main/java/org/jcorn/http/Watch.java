package org.jcorn.http;

/** Looks after the wire of a request that is suspended and has no thread. */
public interface Watch {

    /**
     * Watch from now on, until both have happened or another watch begins. May call {@code ready} before it returns, and more
     * often than needed.
     *
     * @param reading whether to call it as soon as something can be read
     * @param writing whether to call it as soon as what was written is under way
     * @param ready called by any thread, must not block
     */
    void begin(boolean reading, boolean writing, Runnable ready);
}
