package org.jcorn.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Loggers of Logback must be given levels that it knows, or those of {@code loglevel}. */
final class LogbackLevels implements Check<Map<String, String>> {

    private static final List<String> KNOWN =
            List.of("all", "trace", "debug", "info", "warn", "warning", "error", "off");

    @Override
    public String brokenRule(Map<String, String> levels) {
        for (String level : levels.values()) {
            if (!KNOWN.contains(level.toLowerCase(Locale.ROOT))) {
                return "must give each logger one of the levels " + String.join(", ", KNOWN);
            }
        }
        return "";
    }
}
