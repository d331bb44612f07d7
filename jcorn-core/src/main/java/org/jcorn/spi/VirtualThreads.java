package org.jcorn.spi;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/** Virtual threads (JEP 444), by reflection: the baseline is JDK 17, which has none. @since 0.1 */
public final class VirtualThreads {

    private VirtualThreads() {}

    /**
     * {@return a factory of virtual threads, or empty where the JDK has none, before 21}
     *
     * @param name what their names begin with; a number follows
     */
    public static Optional<ThreadFactory> factory(String name) {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            Object named = type.getMethod("name", String.class, long.class).invoke(builder, name, 1L);
            return Optional.of((ThreadFactory) type.getMethod("factory").invoke(named));
        } catch (NoSuchMethodException | ClassNotFoundException e) {
            return Optional.empty();
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("this JVM makes no virtual threads: " + e, e);
        }
    }
}
