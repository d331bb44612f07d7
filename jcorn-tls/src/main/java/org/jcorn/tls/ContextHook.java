package org.jcorn.tls;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import org.jcorn.conf.Views;
import org.jcorn.config.SslSettings;
import org.jcorn.hook.Config;
import org.jcorn.hook.DefaultSslContext;
import org.jcorn.hook.Hooks;
import org.jcorn.spi.WorkerContext;
import org.jspecify.annotations.Nullable;

/**
 * The hook {@code ssl_context}: a static method of the application that makes the context.
 *
 * @param className its class
 * @param method its name
 */
record ContextHook(String className, String method) {

    /** {@return the hook that the setting's text names} */
    static ContextHook parse(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0 || colon == text.length() - 1) {
            throw wrong(text, "is not CLASS:METHOD", null);
        }
        return new ContextHook(text.substring(0, colon), text.substring(colon + 1));
    }

    /**
     * Call it.
     *
     * @param worker the worker, which has it if it is the configuration file's, and else the application
     * @param defaults makes what the other settings say
     * @return what it made
     * @throws IllegalArgumentException if it is not there, or fails
     */
    SSLContext call(WorkerContext worker, DefaultSslContext defaults) {
        Config config = Views.config(worker.config());
        Hooks.SslContextHook bound = worker.sslContextHook();
        if (bound != null) {
            try {
                return bound.make(config, defaults);
            } catch (Exception | LinkageError e) {
                throw wrong(this, "failed: " + e, e);
            }
        }
        return call(worker.applicationLoader(), config, defaults);
    }

    private SSLContext call(ClassLoader loader, Config config, DefaultSslContext defaults) {
        try {
            Class<?> type = Class.forName(className, true, loader);
            Method found = method(type);
            if (!Modifier.isStatic(found.getModifiers())) {
                throw wrong(this, "is not static", null);
            }
            found.setAccessible(true);
            Object[] arguments =
                    found.getParameterCount() == 1 ? new Object[] {defaults} : new Object[] {config, defaults};
            if (found.invoke(null, arguments) instanceof SSLContext made) {
                return made;
            }
            throw wrong(this, "returned no javax.net.ssl.SSLContext", null);
        } catch (ClassNotFoundException e) {
            throw wrong(this, "is not there: the application has no class " + className, e);
        } catch (NoSuchMethodException e) {
            throw wrong(
                    this,
                    "is not there: class " + className + " has no method " + method + "("
                            + DefaultSslContext.class.getName() + ")",
                    e);
        } catch (InvocationTargetException e) {
            throw wrong(this, "failed: " + e.getCause(), e.getCause());
        } catch (IllegalAccessException | LinkageError e) {
            throw wrong(this, "cannot be called: " + e, e);
        }
    }

    private Method method(Class<?> type) throws NoSuchMethodException {
        try {
            return type.getDeclaredMethod(method, Config.class, DefaultSslContext.class);
        } catch (NoSuchMethodException e) {
            return type.getDeclaredMethod(method, DefaultSslContext.class);
        }
    }

    /** What a default is when no setting says what to make it of. */
    static DefaultSslContext nothingToMake() {
        return () -> {
            throw new GeneralSecurityException("there is no default TLS context: 'certfile' is not set");
        };
    }

    private static IllegalArgumentException wrong(Object value, String what, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "setting '" + SslSettings.SSL_CONTEXT.name() + "': \"" + value + "\" " + what, cause);
    }

    @Override
    public String toString() {
        return className + ":" + method;
    }
}
