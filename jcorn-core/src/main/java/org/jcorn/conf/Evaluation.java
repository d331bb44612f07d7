package org.jcorn.conf;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes the object of a configuration class, and with it runs what its initializers say. */
final class Evaluation implements Runnable {

    private static final long DEFAULT_LIMIT = TimeUnit.SECONDS.toMillis(10);

    private final String className;
    private final ClassLoader loader;

    // Read after the thread that runs this has ended.
    private @Nullable Object object;
    private @Nullable Throwable thrown;

    Evaluation(String className, ClassLoader loader) {
        this.className = className;
        this.loader = loader;
    }

    /** {@return how long an evaluation may take, in milliseconds} */
    static long limit() {
        return Long.getLong("jcorn.config.limit", DEFAULT_LIMIT);
    }

    @Override
    public void run() {
        Thread.currentThread().setContextClassLoader(loader);
        try {
            object = make(Class.forName(className, true, loader));
        } catch (InvocationTargetException | ExceptionInInitializerError e) {
            thrown = e.getCause();
        } catch (Throwable e) { // whatever the operator's code may throw
            thrown = e;
        }
    }

    /** {@return an object of a class, made by its constructor without parameters} */
    static Object make(Class<?> type) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    /**
     * {@return the object}
     *
     * @param locations what messages are made with
     * @throws EvaluationException if the time is over, or something was thrown; the message is for the operator
     */
    Object get(Locations locations) throws EvaluationException {
        Thread thread = new Thread(this, "jcorn-config");
        thread.setDaemon(true);
        thread.start();
        long limit = limit();
        try {
            thread.join(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            EvaluationException overrun = new EvaluationException(locations.overrun(thread.getStackTrace(), limit));
            thread.interrupt();
            throw overrun;
        }
        Throwable cause = thrown;
        if (cause instanceof ClassNotFoundException && className.equals(cause.getMessage())) {
            throw new EvaluationException(locations.origin() + ": there is no such class on the class path");
        }
        if (cause instanceof NoSuchMethodException) {
            throw new EvaluationException(locations.origin() + ": the class needs a constructor without parameters");
        }
        Object made = object;
        if (cause != null || made == null) {
            throw new EvaluationException(locations.describe(cause == null ? new IllegalStateException() : cause));
        }
        return made;
    }
}
