package org.jcorn.arbiter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The environment of a worker: this process's own, byte by byte, with the pairs of the setting {@code raw_env}. */
final class Environment {

    private Environment() {}

    static List<byte[]> with(Map<String, String> pairs) throws IOException {
        List<byte[]> environment = new ArrayList<>();
        // Not System.getenv: that decodes, and a name or value that is no text of the locale would come out changed.
        ByteArrayOutputStream entry = new ByteArrayOutputStream();
        for (byte b : Files.readAllBytes(Path.of("/proc/self/environ"))) {
            if (b != 0) {
                entry.write(b);
            } else {
                if (!replaced(entry.toByteArray(), pairs)) {
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

    private static boolean replaced(byte[] entry, Map<String, String> pairs) {
        String text = new String(entry, StandardCharsets.UTF_8);
        int equals = text.indexOf('=');
        return equals >= 0 && pairs.containsKey(text.substring(0, equals));
    }
}
