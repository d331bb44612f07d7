package org.jcorn.worker.gthread;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ThreadFactory;

/** Virtual threads (JEP 444), by reflection: the baseline is JDK 17, which has none. */
final class VirtualThreads {

    private VirtualThreads() {}

    /** {@return a factory of virtual threads} */
    static ThreadFactory factory() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            Object named = type.getMethod("name", String.class, long.class).invoke(builder, "jcorn-gthread-", 1L);
            return (ThreadFactory) type.getMethod("factory").invoke(named);
        } catch (NoSuchMethodException | ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "setting 'threads': \"0\" needs virtual threads, which JDK "
                            + Runtime.version().feature() + " does not have; JDK 21 does",
                    e);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("this JVM makes no virtual threads: " + e, e);
        }
    }
}
