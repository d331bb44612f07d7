package org.jcorn.spew;

import java.lang.instrument.Instrumentation;

/** What the JVM starts before the worker. */
public final class Agent {

    private Agent() {}

    /**
     * Change classes from now on.
     *
     * @param arguments none
     * @param instrumentation the JVM's
     */
    public static void premain(String arguments, Instrumentation instrumentation) {
        instrumentation.addTransformer(new LineTransformer());
    }
}
