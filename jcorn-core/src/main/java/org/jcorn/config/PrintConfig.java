package org.jcorn.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Renders a configuration for {@code --print-config}: name, value and origin, sorted by name, without secrets. */
public final class PrintConfig {

    private PrintConfig() {}

    /**
     * Render.
     *
     * @param config the configuration
     * @return lines, each ended by a line feed
     */
    public static String render(Config config) {
        List<Setting<?>> settings = new ArrayList<>(Settings.all());
        settings.sort(Comparator.comparing(Setting::name));
        int width = 0;
        for (Setting<?> setting : settings) {
            width = Math.max(width, setting.name().length());
        }
        StringBuilder text = new StringBuilder();
        for (Setting<?> setting : settings) {
            text.append(setting.name())
                    .append(" ".repeat(width - setting.name().length()))
                    .append(" = ");
            String value = config.shown(setting);
            text.append(value)
                    .append(value.isEmpty() ? "(" : "  (")
                    .append(config.origin(setting))
                    .append(")\n");
        }
        return text.toString();
    }
}
