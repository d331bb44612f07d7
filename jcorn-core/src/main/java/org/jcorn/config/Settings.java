package org.jcorn.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table of all settings. */
public final class Settings {

    private static final List<Setting<?>> ALL = collect();
    private static final Map<String, Setting<?>> BY_KEY = index();

    private Settings() {}

    /** {@return every setting, grouped by section in Gunicorn's order} */
    public static List<Setting<?>> all() {
        return ALL;
    }

    /**
     * Find a setting by its name or another key it is known by in files.
     *
     * @param key the name or synonym
     * @return the setting, or empty if there is none
     */
    public static Optional<Setting<?>> named(String key) {
        return Optional.ofNullable(BY_KEY.get(key));
    }

    private static List<Setting<?>> collect() {
        List<Setting<?>> all = new ArrayList<>();
        all.addAll(ConfigFileSettings.ALL);
        all.addAll(ServerSocketSettings.ALL);
        all.addAll(WorkerProcessesSettings.ALL);
        all.addAll(SecuritySettings.ALL);
        all.addAll(DebuggingSettings.ALL);
        all.addAll(ServerMechanicsSettings.ALL);
        all.addAll(LoggingSettings.ALL);
        all.addAll(StatsdSettings.ALL);
        all.addAll(ProcessNamingSettings.ALL);
        all.addAll(HookSettings.ALL);
        all.addAll(SslSettings.ALL);
        all.addAll(ControlSettings.ALL);
        all.addAll(ServletSettings.ALL);
        return List.copyOf(all);
    }

    private static Map<String, Setting<?>> index() {
        Map<String, Setting<?>> index = new HashMap<>();
        for (Setting<?> setting : ALL) {
            index.put(setting.name(), setting);
            for (String synonym : setting.synonyms()) {
                index.put(synonym, setting);
            }
        }
        return index;
    }
}
