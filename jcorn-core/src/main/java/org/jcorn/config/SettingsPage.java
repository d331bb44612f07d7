package org.jcorn.config;

import java.util.ArrayList;
import java.util.List;

/** Renders the table of settings as a page of the manual, {@code docs/settings.md}. */
public final class SettingsPage {

    private SettingsPage() {}

    /** {@return the page, in Markdown} */
    public static String render() {
        StringBuilder page = new StringBuilder();
        page.append("# Settings\n\n");
        page.append("Made from the table of settings; do not edit.\n\n");
        page.append(
                        "Names, flags and defaults are Gunicorn's wherever Gunicorn has the setting. Sources, weakest first: ")
                .append(
                        "defaults, some of which come from environment variables; framework settings; the configuration file; the ")
                .append(
                        "environment variable `JCORN_CMD_ARGS`; the command line. A stronger source replaces the value ")
                .append("of a weaker one, lists included.\n");
        Section section = null;
        for (Setting<?> setting : Settings.all()) {
            if (setting.section() != section) {
                section = setting.section();
                page.append("\n## ").append(section.title()).append('\n');
            }
            append(setting, page);
        }
        page.append("\n## Defunct\n\nSettings of Gunicorn that are refused, and what to use instead.\n\n");
        for (DefunctSetting defunct : DefunctSetting.all()) {
            page.append("- `").append(defunct.name()).append("` (");
            page.append(String.join(
                    ", ", defunct.flags().stream().map(SettingsPage::code).toList()));
            page.append("): ").append(defunct.advice()).append(".\n");
        }
        return page.toString();
    }

    private static void append(Setting<?> setting, StringBuilder page) {
        page.append("\n### `")
                .append(setting.name())
                .append("`\n\n")
                .append(setting.summary())
                .append("\n\n");
        page.append("- Flag: ").append(flags(setting)).append('\n');
        page.append("- Type: ").append(setting.typeLabel()).append('\n');
        page.append("- Default: ").append(setting.defaultText().isEmpty() ? "none" : code(setting.defaultText()));
        if (setting.environment().isPresent()) {
            page.append(", or from the environment variable ")
                    .append(code(setting.environment().get()));
        }
        page.append('\n');
        if (setting.commandLineOnly()) {
            page.append("- Not in files\n");
        }
        if (setting.operatorOnly() && !setting.commandLineOnly()) {
            page.append("- Not in framework settings\n");
        }
        for (String synonym : setting.synonyms()) {
            page.append("- Also known as: ").append(code(synonym)).append('\n');
        }
        page.append("- Since: ").append(setting.since()).append('\n');
        for (String paragraph : setting.details()) {
            page.append('\n').append(paragraph).append('\n');
        }
    }

    private static String flags(Setting<?> setting) {
        if (setting.flags().isEmpty()) {
            return "none, only in files";
        }
        List<String> flags = new ArrayList<>();
        for (String flag : setting.flags()) {
            flags.add(code(flag + value(setting, flag)));
        }
        return String.join(", ", flags) + (setting.repeatable() ? ", may be given several times" : "");
    }

    private static String value(Setting<?> setting, String flag) {
        if (setting.isBoolean()) {
            return "";
        }
        if (!setting.valueOfBareFlag().isEmpty()) {
            return "[=" + setting.meta() + "]";
        }
        return (flag.startsWith("--") ? "=" : " ") + setting.meta();
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
