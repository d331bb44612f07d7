package org.jcorn.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Settings about web applications that use servlets. */
public final class ServletSettings {

    /** {@code session_store}: the directory that sessions are kept in, absolute; empty = each worker's memory. */
    public static final Setting<Optional<Path>> SESSION_STORE = Setting.optional("session_store", new DirectoryType())
            .section(Section.SERVLETS)
            .flag("--session-store")
            .check(new Check.OptionalDirectoryExists())
            .doc(
                    "A directory for the sessions of servlets, which all workers share.",
                    "Sessions then outlive workers, reloads and the server. Without it each worker has its own in memory: with more "
                            + "than one worker a client meets now this one, now that. See `servlets.md`.");

    static final List<Setting<?>> ALL = List.of(SESSION_STORE);

    private ServletSettings() {}
}
