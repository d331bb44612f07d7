package org.jcorn.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Reads a configuration file: {@link Properties} in UTF-8, with line numbers and without keys given twice. */
final class ConfigFile {

    private final String origin;
    private final List<String> lines;
    private final Config.Builder builder;
    private final Map<String, Integer> lineOfSetting = new HashMap<>();

    private ConfigFile(String path, List<String> lines, Config.Builder builder) {
        this.origin = "config file " + path;
        this.lines = lines;
        this.builder = builder;
    }

    /** Set everything the file says; what is wrong with it becomes a problem of the builder. */
    static void read(String spec, Config.Builder builder) {
        String path = spec.startsWith("file:") ? spec.substring("file:".length()) : spec;
        if (path.endsWith(".java") || spec.startsWith("class:")) {
            builder.problem("config file " + path
                    + ": Java config files are not supported by this version, only files ending in .properties");
            return;
        }
        if (!path.endsWith(".properties")) {
            builder.problem("config file " + path + ": the name must end in .properties");
            return;
        }
        try {
            new ConfigFile(path, Files.readAllLines(Path.of(path)), builder).read();
        } catch (NoSuchFileException e) {
            builder.problem("config file " + path + ": no such file");
        } catch (AccessDeniedException e) {
            builder.problem("config file " + path + ": permission denied");
        } catch (CharacterCodingException e) {
            builder.problem("config file " + path + ": not UTF-8");
        } catch (IOException e) {
            builder.problem("config file " + path + ": " + e.getMessage());
        } catch (InvalidPathException e) {
            builder.problem("config file " + path + ": not a path");
        }
    }

    private void read() throws IOException {
        if (!lines.isEmpty() && lines.get(0).startsWith("\uFEFF")) {
            lines.set(0, lines.get(0).substring(1));
        }
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
    private void property(String line, int number) throws IOException {
        String where = origin + ", line " + number;
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(line));
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
            } else {
                builder.set(key, properties.getProperty(key, ""), origin, where);
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
