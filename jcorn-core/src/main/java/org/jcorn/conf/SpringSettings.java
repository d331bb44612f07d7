package org.jcorn.conf;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jcorn.config.Config;
import org.jcorn.config.ProcessNamingSettings;
import org.jcorn.config.ServerSocketSettings;
import org.jcorn.config.Setting;
import org.jspecify.annotations.Nullable;

/**
 * What Spring Boot's own configuration says of the server and its name: {@code server.port}, {@code server.address} and
 * {@code spring.application.name}. Profiles and other places are Spring's business, and not looked at.
 */
final class SpringSettings {

    /** Where it is in a WAR. As Spring does it, the first one wins. */
    static final String[] FILES = {
        "WEB-INF/classes/application.properties", "WEB-INF/classes/application.yml", "WEB-INF/classes/application.yaml"
    };

    private static final String PORT_OF_SPRING = "8080";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([\\w.-]+)(?::([^}]*))?}");
    private static final Pattern YAML_LINE = Pattern.compile("( *)([\\w.-]+):(?: +(.*))?");

    private final String origin;
    private final Properties properties;
    private final Map<String, String> environment;

    private SpringSettings(String origin, Properties properties, Map<String, String> environment) {
        this.origin = origin;
        this.properties = properties;
        this.environment = environment;
    }

    /**
     * Set what the file says where no other source has set it.
     *
     * @param path where the file is, for messages
     * @param lines what is in it
     * @param builder gets the values, and what is wrong with them
     */
    static void apply(String path, List<String> lines, Config.Builder builder) {
        String origin = "framework settings " + path;
        Properties properties = new Properties();
        if (path.endsWith(".properties")) {
            try {
                properties.load(new StringReader(String.join("\n", lines)));
            } catch (IOException | IllegalArgumentException e) {
                builder.problem(e.getMessage() + " (" + origin + ")");
            }
        } else {
            yaml(lines, properties);
        }
        new SpringSettings(origin, properties, System.getenv()).apply(builder);
    }

    private void apply(Config.Builder builder) {
        String port = value("server.port");
        String address = value("server.address");
        if ((port != null || address != null) && !"-1".equals(port)) {
            String host = address == null ? "0.0.0.0" : address.indexOf(':') < 0 ? address : "[" + address + "]";
            set(ServerSocketSettings.BIND, host + ":" + (port == null ? PORT_OF_SPRING : port), builder);
        }
        String name = value("spring.application.name");
        if (name != null) {
            set(ProcessNamingSettings.PROC_NAME, name, builder);
        }
    }

    private void set(Setting<?> setting, String text, Config.Builder builder) {
        if (builder.origin(setting).isEmpty()) {
            builder.set(setting, text, origin);
        }
    }

    /** {@return the value of a key, or null if there is none or it cannot be known here} */
    private @Nullable String value(String key) {
        String value = properties.getProperty(key);
        if (value == null) {
            return null;
        }
        Matcher placeholder = PLACEHOLDER.matcher(value);
        StringBuilder resolved = new StringBuilder();
        while (placeholder.find()) {
            String replacement = environment.get(placeholder.group(1));
            replacement = replacement == null ? properties.getProperty(placeholder.group(1)) : replacement;
            replacement = replacement == null ? placeholder.group(2) : replacement;
            if (replacement == null) {
                return null;
            }
            placeholder.appendReplacement(resolved, Matcher.quoteReplacement(replacement));
        }
        placeholder.appendTail(resolved);
        String text = resolved.toString().strip();
        return text.isEmpty() || text.contains("${") ? null : text;
    }

    /** Read mappings of plain values, in the first document: enough for these three, without a parser of YAML. */
    private static void yaml(List<String> lines, Properties properties) {
        Deque<Map.Entry<Integer, String>> parents = new ArrayDeque<>();
        for (String line : lines) {
            if (line.startsWith("---") && !properties.isEmpty()) {
                break;
            }
            Matcher matcher = YAML_LINE.matcher(line.stripTrailing());
            if (!matcher.matches()) {
                continue;
            }
            int depth = matcher.group(1).length();
            while (!parents.isEmpty() && parents.peek().getKey() >= depth) {
                parents.pop();
            }
            String key = (parents.isEmpty() ? "" : parents.peek().getValue() + ".") + matcher.group(2);
            String value = matcher.group(3) == null ? "" : scalar(matcher.group(3));
            if (value.isEmpty()) {
                parents.push(Map.entry(depth, key));
            } else {
                properties.setProperty(key, value);
            }
        }
    }

    private static String scalar(String text) {
        String value = text.strip();
        if (value.startsWith("#")) {
            return "";
        }
        char first = value.isEmpty() ? ' ' : value.charAt(0);
        int end = first == '"' || first == '\'' ? value.indexOf(first, 1) : -1;
        if (end > 0) {
            return value.substring(1, end);
        }
        int comment = value.indexOf(" #");
        return comment < 0 ? value : value.substring(0, comment).strip();
    }
}
