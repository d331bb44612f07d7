package org.jcorn.it.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jcorn.config.Setting;
import org.jcorn.config.Settings;

/** Where an operator writes settings down. */
public enum SettingSource {
    /** As flags. */
    COMMAND_LINE,
    /** In a configuration file. */
    FILE,
    /** As flags in {@code JCORN_CMD_ARGS}. */
    ENVIRONMENT;

    private static final String CONFIG = "given.properties";

    /**
     * Have a server get settings from this source; those without a flag are in a file that this source names.
     *
     * @param settings texts by name, as in a file
     */
    public ServerBuilder give(Site site, ServerBuilder server, Map<String, String> settings) {
        StringBuilder file = new StringBuilder();
        List<String> flags = new ArrayList<>();
        settings.forEach((name, value) -> {
            Setting<?> setting = Settings.named(name).orElseThrow();
            if (this == FILE || setting.flags().isEmpty()) {
                file.append(name)
                        .append(" = ")
                        .append(value.replace("\\", "\\\\"))
                        .append('\n');
            } else {
                String flag = flag(name, setting);
                flags.add(setting.isBoolean() ? flag : flag + "=" + value);
            }
        });
        if (file.length() > 0) {
            site.write(CONFIG, file.toString());
            flags.add("--config=" + CONFIG);
        }
        if (this != ENVIRONMENT) {
            return server.args(flags.toArray(new String[0]));
        }
        return server.env("JCORN_CMD_ARGS", "'" + String.join("' '", flags) + "'");
    }

    /** {@return a server for an application of these tests, which gets all its settings from this source} */
    public ServerBuilder serving(Site site, String application, Map<String, String> settings) {
        return give(site, site.server().bind().application("org.jcorn.it.app." + application), settings);
    }

    /** {@return the flag that is named like the setting, if there is one, else its last} */
    private static String flag(String name, Setting<?> setting) {
        String sameName = "--" + name.replace('_', '-');
        List<String> flags = setting.flags();
        return flags.contains(sameName) ? sameName : flags.get(flags.size() - 1);
    }
}
