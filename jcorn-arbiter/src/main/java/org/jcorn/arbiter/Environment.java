package org.jcorn.arbiter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The environment of another process: this one's own, byte by byte, with changes. */
final class Environment {

    /** What is meant for this process alone: an application that starts a server must not hand it on. */
    static final List<String> OURS = List.of(
            Handover.VARIABLE,
            Conversion.VARIABLE,
            "LISTEN_PID",
            "LISTEN_FDS",
            "LISTEN_FDNAMES",
            "NOTIFY_SOCKET",
            "WATCHDOG_PID",
            "WATCHDOG_USEC");

    private Environment() {}

    /**
     * {@return the environment}
     *
     * @param pairs what is set in it, such as {@code raw_env}
     * @param dropped names it goes without
     */
    static List<byte[]> with(Map<String, String> pairs, Collection<String> dropped) throws IOException {
        List<byte[]> environment = new ArrayList<>();
        // Not System.getenv: that decodes, and a name or value that is no text of the locale would come out changed.
        ByteArrayOutputStream entry = new ByteArrayOutputStream();
        for (byte b : Files.readAllBytes(Path.of("/proc/self/environ"))) {
            if (b != 0) {
                entry.write(b);
            } else {
                String name = name(entry.toByteArray());
                if (!pairs.containsKey(name) && !dropped.contains(name)) {
                    environment.add(entry.toByteArray());
                }
                entry.reset();
            }
        }
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            environment.add((pair.getKey() + "=" + pair.getValue()).getBytes(StandardCharsets.UTF_8));
        }
        return environment;
    }

    private static String name(byte[] entry) {
        String text = new String(entry, StandardCharsets.UTF_8);
        return text.substring(0, Math.max(0, text.indexOf('=')));
    }
}
