package org.jcorn.worker;

import java.lang.reflect.Proxy;

/**
 * Handles signals through {@code sun.misc.Signal}, the only way the JDK has. By reflection, because javac warns of every
 * mention of that class in a way that cannot be suppressed.
 */
public final class JvmSignal {

    private JvmSignal() {}

    /**
     * Handle a signal from now on.
     *
     * @param name its name without {@code SIG}
     * @param action runs on a thread of its own at each arrival
     * @return whether the JVM allows it; it keeps some signals, such as {@code QUIT}, for itself
     */
    public static boolean handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    JvmSignal.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        action.run();
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
