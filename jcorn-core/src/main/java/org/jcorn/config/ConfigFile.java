package org.jcorn.config;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Reads a file of settings: {@link Properties} in UTF-8, with line numbers and without keys given twice. */
final class ConfigFile {

    private final String origin;
    private final List<String> lines;
    private final boolean framework;
    private final Config.Builder builder;
    private final Map<String, Integer> lineOfSetting = new HashMap<>();

    /**
     * @param origin what it is, for messages
     * @param framework whether it is the application's and not the operator's
     */
    ConfigFile(String origin, List<String> lines, boolean framework, Config.Builder builder) {
        this.origin = origin;
        this.lines = lines;
        this.framework = framework;
        this.builder = builder;
    }

    /** Set everything the operator's file says; what is wrong with it becomes a problem of the builder. */
    static void read(String path, Config.Builder builder) {
        if (!path.endsWith(".properties")) {
            builder.problem("config file " + path + ": the name must end in .java or .properties");
            return;
        }
        Optional<String> text = ConfigText.read(path, builder);
        if (text.isPresent()) {
            new ConfigFile("config file " + path, text.get().lines().toList(), false, builder).read();
        }
    }

    void read() {
        for (int at = 0; at < lines.size(); at++) {
            int first = at;
            String line = lines.get(at).strip();
            if (line.isEmpty() || line.startsWith("#") || line.startsWith("!")) {
                continue;
            }
            StringBuilder logical = new StringBuilder(lines.get(at));
            while (endsInOddBackslashes(lines.get(at)) && at + 1 < lines.size()) {
                at++;
                logical.append('\n').append(lines.get(at));
            }
            property(logical.toString(), first + 1);
        }
    }

    /** Leave escapes and separators to the JDK, one logical line at a time. */
    private void property(String line, int number) {
        String where = origin + ", line " + number;
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(line));
        } catch (IOException e) {
            throw new AssertionError("a StringReader does not fail", e);
        } catch (IllegalArgumentException e) {
            builder.problem("malformed \\u escape (" + where + ")");
            return;
        }
        for (String key : properties.stringPropertyNames()) {
            Optional<Setting<?>> setting = Settings.named(key);
            String name = setting.isPresent() ? setting.get().name() : key;
            Integer earlier = lineOfSetting.putIfAbsent(name, number);
            if (earlier != null) {
                builder.problem("setting '" + key + "' is given twice (" + origin + ", lines " + earlier + " and "
                        + number + ")");
            } else if (framework) {
                builder.frameworkValue(key, properties.getProperty(key, ""), where);
            } else {
                builder.set(key, properties.getProperty(key, ""), where);
            }
        }
    }

    private static boolean endsInOddBackslashes(String line) {
        int count = 0;
        while (count < line.length() && line.charAt(line.length() - 1 - count) == '\\') {
            count++;
        }
        return count % 2 == 1;
    }
}
