package org.jcorn.config;

import java.util.List;
import java.util.Optional;

/**
 * Settings that name what is to be called at which moment: static methods, or others of a class that can be made without
 * arguments. {@link SslSettings#SSL_CONTEXT} is one too.
 */
public final class HookSettings {

    /** {@code on_starting}. */
    public static final Setting<Optional<HookMethod>> ON_STARTING = Setting.optional("on_starting", new HookType())
            .section(Section.SERVER_HOOKS)
            .operatorOnly()
            .doc(
                    "The hook for the start of the arbiter: CLASS:METHOD.",
                    "A method, such as `com.example.Hooks:onStarting`; like Gunicorn's hooks it cannot be given on the command "
                            + "line. In a Java configuration file a method named after the hook is enough. `hooks.md` has the "
                            + "parameters of each hook and when it is called.");

    /** {@code on_reload}. */
    public static final Setting<Optional<HookMethod>> ON_RELOAD = Setting.optional("on_reload", new HookType())
            .section(Section.SERVER_HOOKS)
            .operatorOnly()
            .doc("The hook for a reload, before the new workers are spawned.");

    /** {@code when_ready}. */
    public static final Setting<Optional<HookMethod>> WHEN_READY = Setting.optional("when_ready", new HookType())
            .section(Section.SERVER_HOOKS)
            .operatorOnly()
            .doc("The hook for when the listeners are there, before the first worker is spawned.");

    /** {@code pre_fork}. */
    public static final Setting<Optional<HookMethod>> PRE_FORK = Setting.optional("pre_fork", new HookType())
            .section(Section.SERVER_HOOKS)
            .operatorOnly()
            .doc("The hook in the arbiter before a worker is spawned.");

    /** {@code post_fork}. */
    public static final Setting<Optional<HookMethod>> POST_FORK = Setting.optional("post_fork", new HookType())
            .section(Section.SERVER_HOOKS)
            .operatorOnly()
            .doc("The hook in a worker that has just been spawned.");

    /** {@code post_worker_init}. */
    public static final Setting<Optional<HookMethod>> POST_WORKER_INIT = Setting.optional(
                    "post_worker_init", new HookType())
            .section(Section.SERVER_HOOKS)
            .operatorOnly()
            .doc("The hook in a worker that has loaded the application.");

    /** {@code worker_int}. */
    public static final Setting<Optional<HookMethod>> WORKER_INT = Setting.optional("worker_int", new HookType())
            .section(Section.SERVER_HOOKS)
            .operatorOnly()
            .doc("The hook in a worker that got INT.");

    /** {@code worker_abort}. */
    public static final Setting<Optional<HookMethod>> WORKER_ABORT = Setting.optional("worker_abort", new HookType())
            .section(Section.SERVER_HOOKS)
            .operatorOnly()
            .doc("The hook in a worker that got ABRT because it did not beat in time.");

    /** {@code pre_exec}. */
    public static final Setting<Optional<HookMethod>> PRE_EXEC = Setting.optional("pre_exec", new HookType())
            .section(Section.SERVER_HOOKS)
            .operatorOnly()
            .doc("The hook in the arbiter before it starts a new one, for an upgrade.");

    /** {@code pre_request}. */
    public static final Setting<Optional<HookMethod>> PRE_REQUEST = Setting.optional("pre_request", new HookType())
            .section(Section.SERVER_HOOKS)
            .operatorOnly()
            .doc("The hook in a worker before a request.", "Without one, requests are logged at level `debug`.");

    /** {@code post_request}. */
    public static final Setting<Optional<HookMethod>> POST_REQUEST = Setting.optional("post_request", new HookType())
            .section(Section.SERVER_HOOKS)
            .operatorOnly()
            .doc("The hook in a worker after a request.");

    /** {@code child_exit}. */
    public static final Setting<Optional<HookMethod>> CHILD_EXIT = Setting.optional("child_exit", new HookType())
            .section(Section.SERVER_HOOKS)
            .operatorOnly()
            .doc("The hook in the arbiter when a worker has ended.");

    /** {@code worker_exit}. */
    public static final Setting<Optional<HookMethod>> WORKER_EXIT = Setting.optional("worker_exit", new HookType())
            .section(Section.SERVER_HOOKS)
            .operatorOnly()
            .doc("The hook in a worker that is about to exit.");

    /** {@code nworkers_changed}. */
    public static final Setting<Optional<HookMethod>> NWORKERS_CHANGED = Setting.optional(
                    "nworkers_changed", new HookType())
            .section(Section.SERVER_HOOKS)
            .operatorOnly()
            .doc("The hook in the arbiter when the number of workers was set.");

    /** {@code on_exit}. */
    public static final Setting<Optional<HookMethod>> ON_EXIT = Setting.optional("on_exit", new HookType())
            .section(Section.SERVER_HOOKS)
            .operatorOnly()
            .doc("The hook in the arbiter before it exits.");

    static final List<Setting<?>> ALL = List.of(
            ON_STARTING,
            ON_RELOAD,
            WHEN_READY,
            PRE_FORK,
            POST_FORK,
            POST_WORKER_INIT,
            WORKER_INT,
            WORKER_ABORT,
            PRE_EXEC,
            PRE_REQUEST,
            POST_REQUEST,
            CHILD_EXIT,
            WORKER_EXIT,
            NWORKERS_CHANGED,
            ON_EXIT);

    private HookSettings() {}
}
