package org.jcorn.grid;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The page of the manual that says what was seen to work. */
final class GridPage {

    private static final Path FILE = Path.of("../../docs/frameworks.md");
    private static final String HEAD = """
            # Frameworks

            Each of these is a small web application under `grid/`, made in the manner of its framework and served from a WAR
            by the distribution. A test asks each for all that is in its third column. The table is what that test saw;
            `grid/run.sh` runs it again and fails if anything has become different.

            """;
    private static final String TAIL = """

            - *page*: a page with what the query says in it; *form*: the form on it; *json*: JSON in and out.
            - *upload*: a file of 300 kB in a multipart form; *stream*: an answer sent in a thousand pieces, by a thread of
              the framework's where it has such.
            - *session*: a client is known again; *websocket*: a text is sent back.

            A framework whose third column lacks something has nothing of its own for it, or no application has tried it here.
            """;

    private GridPage() {}

    /** {@return what the page has to say} */
    static String of(Map<Framework, Map<String, String>> results) {
        StringBuilder page = new StringBuilder(HEAD);
        List<String> workers =
                results.values().iterator().next().keySet().stream().toList();
        row(page, "framework", "version", "asked for", workers);
        row(page, "---", "---", "---", workers.stream().map(worker -> "---").toList());
        results.forEach((framework, cells) ->
                row(page, framework.name(), framework.version(), joined(framework.features()), cells.values()));
        return page.append(TAIL).toString();
    }

    static String written() throws IOException {
        return Files.readString(FILE);
    }

    static void write(String page) throws IOException {
        Files.writeString(FILE, page);
    }

    private static void row(StringBuilder page, String name, String version, String asked, Collection<String> cells) {
        page.append("| ")
                .append(name)
                .append(" | ")
                .append(version)
                .append(" | ")
                .append(asked);
        cells.forEach(cell -> page.append(" | ").append(cell));
        page.append(" |\n");
    }

    private static String joined(Collection<Feature> features) {
        return features.stream().map(Feature::toString).collect(Collectors.joining(", "));
    }
}
