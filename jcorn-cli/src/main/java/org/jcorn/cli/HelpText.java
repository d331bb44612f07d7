package org.jcorn.cli;

import java.util.List;
import org.jcorn.config.Section;
import org.jcorn.config.Setting;
import org.jcorn.config.Settings;

/** Renders the table of settings for {@code --help}: grouped by section, each flag with its default. */
final class HelpText {

    static final String USAGE = "usage: jcorn [OPTIONS] [APP_MODULE]";

    private static final int WIDTH = 80;
    private static final int COLUMN = 30;

    private final StringBuilder text = new StringBuilder();

    private HelpText() {}

    /** {@return the help, lines each ended by a line feed} */
    static String render() {
        HelpText help = new HelpText();
        help.text.append(USAGE).append("\n\nServe a Java web application from a group of worker processes.\n\n");
        help.entry("  -h, --help", "Show this help and exit.");
        help.entry("  -v, --version", "Show the version and exit.");
        Section section = null;
        for (Setting<?> setting : Settings.all()) {
            if (setting.flags().isEmpty()) {
                continue;
            }
            if (setting.section() != section) {
                section = setting.section();
                help.text.append('\n').append(section.title()).append(":\n");
            }
            help.entry(flags(setting), description(setting));
        }
        return help.text.toString();
    }

    private static String flags(Setting<?> setting) {
        List<String> flags = setting.flags();
        String indent = flags.get(0).startsWith("--") ? "      " : "  ";
        String value;
        if (setting.isBoolean()) {
            value = "";
        } else if (!setting.valueOfBareFlag().isEmpty()) {
            value = "[=" + setting.meta() + "]";
        } else {
            value = " " + setting.meta();
        }
        return indent + String.join(", ", flags) + value;
    }

    private static String description(Setting<?> setting) {
        return setting.defaultText().isEmpty()
                ? setting.summary()
                : setting.summary() + " [" + setting.defaultText() + "]";
    }

    private void entry(String flags, String description) {
        text.append(flags);
        int column = flags.length();
        if (column > COLUMN - 2) {
            text.append('\n');
            column = 0;
        }
        boolean lineStart = true;
        for (String word : description.split(" ", -1)) {
            if (!lineStart && column + 1 + word.length() > WIDTH) {
                text.append('\n');
                column = 0;
                lineStart = true;
            }
            if (lineStart) {
                text.append(" ".repeat(COLUMN - column));
                column = COLUMN;
            } else {
                text.append(' ');
                column++;
            }
            text.append(word);
            column += word.length();
            lineStart = false;
        }
        text.append('\n');
    }
}
