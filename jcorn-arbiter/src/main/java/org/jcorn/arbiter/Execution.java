package org.jcorn.arbiter;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process to be started.
 *
 * @param program the file to execute
 * @param arguments its arguments, beginning with the name it sees itself by
 * @param environment all of its environment
 * @param directory its working directory
 * @param descriptors what it inherits as 0, 1, 2 and so on; it inherits nothing else
 * @param newSession whether it leaves the terminal behind
 */
record Execution(
        Path program,
        List<byte[]> arguments,
        List<byte[]> environment,
        Path directory,
        List<Integer> descriptors,
        boolean newSession) {

    /** {@return texts as the system takes them} */
    static List<byte[]> bytes(List<String> texts) {
        List<byte[]> bytes = new ArrayList<>();
        for (String text : texts) {
            bytes.add(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes;
    }
}
