package org.jcorn.conf;

import java.util.Map;

/**
 * Where in a configuration class something is, for messages.
 *
 * @param origin what it is, such as {@code config file jcorn.conf.java}
 * @param className the class
 * @param lines the lines its members begin at, as far as they are known
 */
record Locations(String origin, String className, Map<String, Integer> lines) {

    /** {@return where a member is} */
    String of(String member) {
        Integer line = lines.get(member);
        return line == null ? origin : at(line);
    }

    /** {@return a message about something thrown while the class was evaluated: which member, what, and where} */
    String describe(Throwable thrown) {
        return subject(line(thrown.getStackTrace()), thrown.toString().replaceAll("\\s*\\R\\s*", " "));
    }

    /** {@return a message that an evaluation takes too long, from what its thread is at} */
    String overrun(StackTraceElement[] stack, long millis) {
        return subject(line(stack), "not evaluated in " + millis / 1000 + " s; is there an endless loop?");
    }

    private int line(StackTraceElement[] stack) {
        // The innermost frame that is the file's: an own method may be what fails, but the initializer is what calls
        // it.
        int line = 0;
        for (StackTraceElement frame : stack) {
            String name = frame.getClassName();
            if (line == 0 && (name.equals(className) || name.startsWith(className + "$"))) {
                line = frame.getLineNumber();
            }
        }
        return line;
    }

    private String subject(int line, String what) {
        if (line <= 0 || lines.isEmpty()) {
            return what + " (" + origin + ")";
        }
        String member = "";
        int begin = 0;
        for (Map.Entry<String, Integer> each : lines.entrySet()) {
            if (each.getValue() <= line && each.getValue() > begin) {
                begin = each.getValue();
                member = each.getKey();
            }
        }
        return MemberName.subject(member) + what + " (" + at(line) + ")";
    }

    private String at(int line) {
        return origin + ", line " + line;
    }
}
