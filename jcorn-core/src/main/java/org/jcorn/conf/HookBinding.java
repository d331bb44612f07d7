package org.jcorn.conf;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jcorn.app.ClassPath;
import org.jcorn.config.Config;
import org.jcorn.config.HookMethod;
import org.jcorn.config.HookSettings;
import org.jcorn.config.Setting;
import org.jcorn.config.Settings;
import org.jcorn.hook.Hook;
import org.jcorn.hook.Hooks;
import org.jcorn.spi.AppLoadException;
import org.jcorn.spi.Logger;
import org.jspecify.annotations.Nullable;

/** Finds the methods that settings name as hooks. */
public final class HookBinding {

    private final ClassLoader loader;
    private final Map<Class<?>, Object> objects = new HashMap<>();

    private HookBinding(ClassLoader loader) {
        this.loader = loader;
    }

    /**
     * Find the methods of hooks that are named in settings, in the arbiter. What is wrong becomes a problem of the builder.
     *
     * @param builder has all settings that decide about it
     */
    public static void bind(Config.Builder builder) {
        Map<Hook, HookMethod> named = new EnumMap<>(Hook.class);
        for (Hook hook : Hook.values()) {
            // The context of TLS is the business of workers; only they can tell whether its hook is there.
            HookMethod method = hook == Hook.SSL_CONTEXT ? null : named(builder, hook);
            if (method != null && !builder.hooks().has(hook)) {
                named.put(hook, method);
            }
        }
        if (named.isEmpty()) {
            return;
        }
        ClassPath classPath = ConfigFiles.classPath(builder);
        Map<String, Path> compiled = new HashMap<>();
        for (Map.Entry<Hook, HookMethod> entry : named.entrySet()) {
            try {
                compile(entry.getValue(), classPath, compiled, null);
            } catch (AppLoadException e) {
                builder.problem("hook '" + entry.getKey().setting() + "': " + e.getMessage());
                return;
            }
        }
        HookBinding binding =
                new HookBinding(new HookLoader(Map.of(), List.copyOf(compiled.values()), classPath.loader()));
        for (Map.Entry<Hook, HookMethod> entry : named.entrySet()) {
            Hook hook = entry.getKey();
            try {
                builder.hooks().add(hook, binding.bound(hook, entry.getValue(), !hook.inWorker()));
            } catch (IllegalArgumentException e) {
                builder.problem(
                        e.getMessage() + " (" + builder.origin(setting(hook)).orElse(Config.DEFAULT) + ")");
            }
        }
    }

    /**
     * Find the hooks that run in a worker.
     *
     * @param config the settings
     * @param classPath where classes are that are there as source
     * @param application the class loader of the application
     * @param log the error log
     * @return the hooks, without {@link Hook#SSL_CONTEXT} where that is a method of the application
     * @throws IllegalArgumentException if one is not there
     * @throws AppLoadException if a source does not compile
     */
    public static Hooks inWorker(Config config, ClassPath classPath, ClassLoader application, Logger log)
            throws AppLoadException {
        Map<Hook, HookMethod> named = new EnumMap<>(Hook.class);
        Map<String, Path> compiled = new HashMap<>();
        for (Hook hook : Hook.values()) {
            HookMethod method = hook.inWorker() ? named(config, hook) : null;
            if (method != null && (hook != Hook.SSL_CONTEXT || config.classes().containsKey(method.className()))) {
                named.put(hook, method);
                if (!config.classes().containsKey(method.className())) {
                    compile(method, classPath, compiled, log);
                }
            }
        }
        HookBinding binding =
                new HookBinding(new HookLoader(config.classes(), List.copyOf(compiled.values()), application));
        Map<Hook, Hooks.Call> calls = new EnumMap<>(Hook.class);
        for (Map.Entry<Hook, HookMethod> entry : named.entrySet()) {
            calls.put(entry.getKey(), binding.bound(entry.getKey(), entry.getValue(), true));
        }
        return Hooks.of(calls);
    }

    /**
     * {@return whether any hook is set that runs in a worker}
     *
     * @param config the settings
     */
    public static boolean anyInWorker(Config config) {
        for (Hook hook : Hook.values()) {
            if (hook.inWorker() && hook != Hook.SSL_CONTEXT && config.isSet(setting(hook))) {
                return true;
            }
        }
        HookMethod tls = named(config, Hook.SSL_CONTEXT);
        return tls != null && config.classes().containsKey(tls.className());
    }

    /** {@return the setting of a hook} */
    static Setting<?> setting(Hook hook) {
        return Settings.named(hook.setting())
                .orElseThrow(() -> new AssertionError("every hook has a setting: " + hook));
    }

    private static @Nullable HookMethod named(Config.Builder builder, Hook hook) {
        return method(builder.text(setting(hook)).orElse(""));
    }

    private static @Nullable HookMethod named(Config config, Hook hook) {
        return method(config.text(setting(hook)));
    }

    private static @Nullable HookMethod method(String text) {
        int colon = text.indexOf(':');
        return colon <= 0 ? null : new HookMethod(text.substring(0, colon), text.substring(colon + 1));
    }

    private static void compile(
            HookMethod method, ClassPath classPath, Map<String, Path> compiled, @Nullable Logger log)
            throws AppLoadException {
        int nested = method.className().indexOf('$');
        String outer = nested < 0 ? method.className() : method.className().substring(0, nested);
        Path classes = compiled.containsKey(outer) ? null : classPath.compile(outer, log);
        if (classes != null) {
            compiled.put(outer, classes);
        }
    }

    /** @param runs whether it will be called in this process; if not, nothing of its class is run */
    private BoundMethod bound(Hook hook, HookMethod method, boolean runs) {
        String problem;
        try {
            Class<?> type = Class.forName(method.className(), runs, loader);
            return BoundMethod.of(hook, type, method.method(), runs ? this::object : none -> HookSettings.class);
        } catch (ClassNotFoundException e) {
            problem = "there is no class " + e.getMessage();
        } catch (ExceptionInInitializerError e) {
            problem = "class " + method.className() + " cannot be initialized: " + e.getCause();
        } catch (LinkageError e) {
            problem = "class " + method.className() + " cannot be linked: " + e;
        }
        throw new IllegalArgumentException("hook '" + hook.setting() + "': " + problem);
    }

    private Object object(Class<?> type) throws ReflectiveOperationException {
        Object object = objects.get(type);
        if (object == null) {
            object = Evaluation.make(type);
            objects.put(type, object);
        }
        return object;
    }
}
