package org.jcorn.worker;

/**
 * What a worker tells its arbiter through the report pipe: one line each.
 *
 * <pre>
 *   ready                      accepts connections
 *   worn                       served max_requests: wants to be replaced
 *   broken MESSAGE             cannot load the application, and serves an error page instead
 *   failed CODE MESSAGE        cannot boot and will leave with that status
 * </pre>
 */
public sealed interface Report {

    /** The worker accepts connections. */
    record Ready() implements Report {
        @Override
        public String line() {
            return "ready";
        }
    }

    /** The worker served its share of requests and wants to be replaced; it goes on until then. */
    record Worn() implements Report {
        @Override
        public String line() {
            return "worn";
        }
    }

    /**
     * The application cannot be loaded, and in reload mode an error page takes its place.
     *
     * @param message why, for the operator; may have several lines
     */
    record Broken(String message) implements Report {
        @Override
        public String line() {
            return "broken " + escape(message);
        }
    }

    /**
     * The worker cannot boot.
     *
     * @param status the exit status it will leave with, 3 or 4
     * @param message why, for the operator; may have several lines
     */
    record Failed(int status, String message) implements Report {
        @Override
        public String line() {
            return "failed " + status + " " + escape(message);
        }
    }

    /** {@return the report as it stands in the pipe, without its line end} */
    String line();

    /**
     * Read a report.
     *
     * @param line a line from the pipe
     * @return the report
     * @throws IllegalArgumentException if it is none
     */
    static Report parse(String line) {
        if (line.equals("ready")) {
            return new Ready();
        }
        if (line.equals("worn")) {
            return new Worn();
        }
        if (line.startsWith("broken ")) {
            return new Broken(unescape(line.substring("broken ".length())));
        }
        if (line.startsWith("failed ")) {
            int space = line.indexOf(' ', 7);
            if (space > 0) {
                return new Failed(Integer.parseInt(line.substring(7, space)), unescape(line.substring(space + 1)));
            }
        }
        throw new IllegalArgumentException("not a report: \"" + line + "\"");
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n");
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                c = text.charAt(i) == 'n' ? '\n' : text.charAt(i);
            }
            plain.append(c);
        }
        return plain.toString();
    }
}
