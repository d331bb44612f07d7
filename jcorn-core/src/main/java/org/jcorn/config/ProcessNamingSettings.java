package org.jcorn.config;

import java.util.List;
import java.util.Optional;

/** Settings about what {@code ps} shows. */
public final class ProcessNamingSettings {

    /** {@code proc_name}: the name in process titles, or empty for {@link #DEFAULT_PROC_NAME}. */
    public static final Setting<Optional<String>> PROC_NAME = Setting.optional("proc_name", new StringType())
            .section(Section.PROCESS_NAMING)
            .flag("-n", "--name")
            .doc(
                    "The name in the titles of the processes.",
                    "Tells several servers on one machine apart. Without it the application's name is used.");

    /** {@code default_proc_name}: the name in process titles when none is set. */
    public static final Setting<String> DEFAULT_PROC_NAME = Setting.string("default_proc_name")
            .section(Section.PROCESS_NAMING)
            .defaultValue("jcorn")
            .doc("The name when there is no proc_name; jcorn sets it to the application's name.");

    static final List<Setting<?>> ALL = List.of(PROC_NAME, DEFAULT_PROC_NAME);

    private ProcessNamingSettings() {}
}
