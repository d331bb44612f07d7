package org.jcorn.http.corpus;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jcorn.http.Violation;
import org.jcorn.http.corpus.RequestCase.ExpectedRequest;
import org.jcorn.http.corpus.RequestCase.Failure;
import org.jcorn.http.corpus.RequestCase.Line;
import org.jcorn.http.corpus.RequestCase.Sender;
import org.jspecify.annotations.Nullable;

/**
 * The expectation of a case, a word and its value per line; {@code #} starts a comment.
 *
 * <pre>
 * set NAME VALUE              a setting
 * peer ADDRESS PORT           who sends; none: a Unix socket
 * request METHOD TARGET       starts a request; the lines below belong to it
 *   version 1.0               default 1.1
 *   path, query, fragment, scheme, script_name TEXT
 *   field NAME VALUE          one line each; "nofields" for none; without either fields are not checked
 *   trailer NAME VALUE
 *   body TEXT                 with the escapes \r \n \\ \xNN, default empty
 *   body_size NUMBER          or so many letters x
 *   close                     the connection must close
 *   continue                  the client waits for 100
 *   proxy PROTOCOL CLIENT PORT PROXY PORT, or "none"
 * violation NAME              what is wrong after those requests
 * stage body                  it shows when the body is read
 * </pre>
 */
final class ExpectFile {
    private final Map<String, Object> config = new LinkedHashMap<>();
    private final List<ExpectedRequest> requests = new ArrayList<>();
    private Sender peer = new Sender("", 0);
    private @Nullable Violation violation;
    private boolean inBody;
    private @Nullable Draft draft;

    private static final class Draft {
        private final Map<String, String> words = new LinkedHashMap<>();
        private @Nullable List<Line> fields;
        private final List<Line> trailers = new ArrayList<>();

        private ExpectedRequest finish() {
            String[] line = words.getOrDefault("request", "").split(" ", -1);
            String proxy = words.get("proxy");
            String size = words.get("body_size");
            byte[] body = size == null
                    ? unescape(words.getOrDefault("body", ""))
                    : "x".repeat(Integer.parseInt(size)).getBytes(StandardCharsets.ISO_8859_1);
            return new ExpectedRequest(
                    line[0],
                    line[1],
                    words.get("path"),
                    words.get("query"),
                    words.get("fragment"),
                    words.getOrDefault("version", "1.1"),
                    fields,
                    body,
                    trailers,
                    words.getOrDefault("scheme", "http"),
                    words.get("script_name"),
                    words.containsKey("close"),
                    words.containsKey("continue"),
                    proxy == null ? null : proxy.equals("none") ? List.of() : List.of(proxy.split(" ", -1)));
        }
    }

    ExpectFile(List<String> lines) {
        lines.stream().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(this::line);
        flush();
    }

    RequestCase toCase(String name, byte[] bytes) {
        Violation wrong = violation;
        Failure failure = wrong == null ? null : new Failure(wrong.status(), inBody, requests.size(), wrong);
        return new RequestCase(name, bytes, config, peer, requests, failure);
    }

    private void line(String line) {
        String[] halves = line.strip().split(" ", 2);
        String word = halves[0];
        String value = halves.length > 1 ? halves[1] : "";
        switch (word) {
            case "set" -> set(value);
            case "peer" -> {
                String[] parts = value.split(" ", -1);
                peer = new Sender(parts[0], Integer.parseInt(parts[1]));
            }
            case "violation" -> violation = Violation.valueOf(value);
            case "stage" -> inBody = value.equals("body");
            case "request" -> {
                flush();
                draft = new Draft();
                draft.words.put(word, value);
            }
            default -> detail(word, value);
        }
    }

    private void detail(String word, String value) {
        Draft current = draft;
        if (current == null) {
            throw new IllegalArgumentException("\"" + word + "\" must follow a request");
        }
        if (word.equals("field") || word.equals("nofields")) {
            List<Line> fields = current.fields == null ? new ArrayList<>() : current.fields;
            current.fields = fields;
            if (word.equals("field")) {
                fields.add(pair(value));
            }
        } else if (word.equals("trailer")) {
            current.trailers.add(pair(value));
        } else {
            current.words.put(word, value);
        }
    }

    private static Line pair(String value) {
        String[] halves = value.split(" ", 2);
        return new Line(halves[0], halves.length > 1 ? halves[1] : "");
    }

    private void set(String value) {
        String[] halves = value.split(" ", 2);
        String text = halves.length > 1 ? halves[1] : "";
        Object typed;
        if (halves[0].endsWith("_ips") || halves[0].equals("forwarder_headers")) {
            typed = List.of(text.split(",", -1));
        } else if (text.equals("true") || text.equals("false")) {
            typed = Boolean.valueOf(text);
        } else if (text.matches("[0-9]+")) {
            typed = Long.valueOf(text);
        } else {
            typed = text;
        }
        config.put(halves[0], typed);
    }

    private void flush() {
        if (draft != null) {
            requests.add(draft.finish());
            draft = null;
        }
    }

    private static byte[] unescape(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                c = text.charAt(++i);
                if (c == 'x') {
                    c = (char) Integer.parseInt(text.substring(i + 1, i + 3), 16);
                    i += 2;
                } else {
                    c = c == 'r' ? '\r' : c == 'n' ? '\n' : c;
                }
            }
            plain.append(c);
        }
        return plain.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
