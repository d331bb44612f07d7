package org.jcorn.it.kit;

import java.util.List;

/**
 * How a command ended.
 *
 * @param status its exit status
 * @param output what it wrote to standard output and standard error
 */
public record Outcome(int status, String output) {

    /** {@return the lines that contain that} */
    public List<String> lines(String part) {
        return output.lines().filter(line -> line.contains(part)).toList();
    }
}
