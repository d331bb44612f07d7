package org.jcorn.worker;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.net.StandardProtocolFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jcorn.config.Config;

/**
 * What the arbiter tells a worker to be: a text of properties on the descriptor {@link Inherited#SPEC}.
 *
 * @param config the settings of its generation
 * @param specification what to load as the application
 * @param title its process title
 * @param slot its page of the scoreboard
 * @param age its number in the order of spawning, from 1
 * @param maxRequests after how many requests it asks to be replaced, jitter included; 0 = never
 * @param checkOnly whether it only has to load the application and leave
 * @param listeners the listening sockets it inherits
 */
public record LaunchSpec(
        Config config,
        String specification,
        String title,
        int slot,
        int age,
        long maxRequests,
        boolean checkOnly,
        List<InheritedListener> listeners) {

    private static final String SETTING = "setting.";

    /** {@return the spec as text} */
    public String text() {
        Properties text = new Properties();
        Properties settings = config.toProperties();
        for (String name : settings.stringPropertyNames()) {
            text.setProperty(SETTING + name, settings.getProperty(name));
        }
        text.setProperty("specification", specification);
        text.setProperty("title", title);
        text.setProperty("slot", Integer.toString(slot));
        text.setProperty("age", Integer.toString(age));
        text.setProperty("max_requests", Long.toString(maxRequests));
        text.setProperty("check_only", Boolean.toString(checkOnly));
        for (int i = 0; i < listeners.size(); i++) {
            InheritedListener listener = listeners.get(i);
            text.setProperty(
                    "listener." + i,
                    listener.fd() + " " + listener.spare() + " " + listener.family() + " " + listener.address());
        }
        StringWriter writer = new StringWriter();
        try {
            text.store(writer, null);
        } catch (IOException e) {
            throw new AssertionError("a StringWriter does not fail", e);
        }
        return writer.toString();
    }

    /**
     * Read a spec.
     *
     * @param reader its text
     * @return the spec
     * @throws IOException if it cannot be read
     */
    public static LaunchSpec read(Reader reader) throws IOException {
        Properties text = new Properties();
        text.load(reader);
        Properties settings = new Properties();
        for (String name : text.stringPropertyNames()) {
            if (name.startsWith(SETTING)) {
                settings.setProperty(name.substring(SETTING.length()), text.getProperty(name));
            }
        }
        List<InheritedListener> listeners = new ArrayList<>();
        for (int i = 0; text.containsKey("listener." + i); i++) {
            String[] parts = text.getProperty("listener." + i, "").split(" ", 4);
            listeners.add(new InheritedListener(
                    Integer.parseInt(parts[0]),
                    Integer.parseInt(parts[1]),
                    StandardProtocolFamily.valueOf(parts[2]),
                    parts[3]));
        }
        return new LaunchSpec(
                Config.fromProperties(settings),
                text.getProperty("specification", ""),
                text.getProperty("title", "jcorn: worker"),
                Integer.parseInt(text.getProperty("slot", "0")),
                Integer.parseInt(text.getProperty("age", "0")),
                Long.parseLong(text.getProperty("max_requests", "0")),
                Boolean.parseBoolean(text.getProperty("check_only", "false")),
                listeners);
    }
}
