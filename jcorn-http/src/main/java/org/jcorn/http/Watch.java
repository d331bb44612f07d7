package org.jcorn.http;

/** Looks after the wire of a request that is suspended and has no thread. */
public interface Watch {

    /**
     * Watch from now on, until {@code ready} was called once or another watch begins. May call it before it returns.
     *
     * @param reading whether to call it as soon as something can be read
     * @param writing whether to call it as soon as what was written is under way
     * @param ready called by any thread, must not block
     */
    void begin(boolean reading, boolean writing, Runnable ready);
}
