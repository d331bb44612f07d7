package org.jcorn.it.kit;

import java.util.Arrays;
import java.util.stream.Stream;

/** The worker classes of the distribution, as an operator asks for them. */
public enum WorkerClass {
    /** One request at a time. */
    SYNC("sync"),
    /** A pool of threads. */
    GTHREAD("gthread", "--threads", "4"),
    /** A virtual thread for each connection. */
    VIRTUAL("gthread", "--threads", "0"),
    /** An event loop, and threads for handlers that block. */
    NETTY("netty");

    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    private final String arguments;

    WorkerClass(String... arguments) {
        this.arguments = "-k " + String.join(" ", arguments);
    }

    /** {@return what to put on the command line} */
    public String[] arguments() {
        return arguments.split(" ", -1);
    }

    /** {@return those that the JDK of the servers can run} */
    public static Stream<WorkerClass> all() {
        return Arrays.stream(values())
                .filter(each -> each != VIRTUAL || Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS);
    }

    /** {@return those that serve many connections at a time} */
    public static Stream<WorkerClass> concurrent() {
        return all().filter(each -> each != SYNC);
    }
}
