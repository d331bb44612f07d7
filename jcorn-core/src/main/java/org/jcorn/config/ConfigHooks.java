package org.jcorn.config;

import java.util.HashMap;
import java.util.Map;
import org.jcorn.hook.Hook;
import org.jcorn.hook.Hooks;

/** The hooks of a configuration that is being put together, and the classes they come from where a worker cannot find them. */
public final class ConfigHooks {

    private final Map<Hook, Hooks.Call> calls = new HashMap<>();
    private final Map<String, byte[]> classes = new HashMap<>();

    ConfigHooks() {}

    /**
     * Add what is to be called for a hook.
     *
     * @param hook the hook
     * @param call what to call
     */
    public void add(Hook hook, Hooks.Call call) {
        calls.put(hook, call);
    }

    /**
     * Add what a program wants to be called.
     *
     * @param hooks its hooks
     */
    public void addAll(Hooks hooks) {
        for (Hook hook : Hook.values()) {
            Hooks.Call call = hooks.call(hook);
            if (call != null) {
                calls.put(hook, call);
            }
        }
    }

    /**
     * Add the classes of a configuration file.
     *
     * @param files class files by the names of the classes
     */
    public void addClasses(Map<String, byte[]> files) {
        classes.putAll(files);
    }

    /**
     * {@return whether there is something to call for a hook}
     *
     * @param hook the hook
     */
    public boolean has(Hook hook) {
        return calls.containsKey(hook);
    }

    /** {@return the classes added} */
    public Map<String, byte[]> classes() {
        return Map.copyOf(classes);
    }

    Hooks hooks() {
        return Hooks.of(calls);
    }
}
