package org.jcorn.it.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages that users read: {@code README.md} and {@code docs/*.md}. */
public final class Manual {

    /** Where the pages lie. */
    public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Set<String> SHELL = Set.of("sh", "shell", "bash", "console");
    private static final Pattern FENCE = Pattern.compile("```\\s*(\\w*)");
    private static final Pattern INLINE = Pattern.compile("`(jcorn [^`]+)`");
    private static final Pattern WORD = Pattern.compile("(?:\\$ )?([a-z./][\\w./-]*)( .*)?");
    private static final Pattern JCORN = Pattern.compile("(?:\\S*/bin/)?jcorn( .*)?");

    private Manual() {}

    /** {@return the pages, as paths from the root} */
    public static List<String> pages() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .map(file -> ROOT.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /** {@return the text of a page} */
    public static String text(String page) throws IOException {
        return Files.readString(ROOT.resolve(page));
    }

    /** {@return the indented lines of a page and those of its shell blocks, without indentation} Not all are commands. */
    public static List<String> lines(String page) throws IOException {
        List<String> lines = new ArrayList<>();
        String fence = null;
        for (String line : text(page).lines().toList()) {
            Matcher mark = FENCE.matcher(line);
            if (mark.matches()) {
                fence = fence == null ? mark.group(1) : null;
            } else if (fence == null ? line.startsWith("    ") : SHELL.contains(fence)) {
                lines.add(line.strip());
            }
        }
        return lines;
    }

    /** {@return the blocks of a page in that language} */
    public static List<String> blocks(String page, String language) throws IOException {
        return Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(text(page))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** {@return all commands that start jcorn, those within sentences too, each once} */
    public static Set<String> jcornCommands() throws IOException {
        Set<String> commands = new LinkedHashSet<>();
        for (String page : pages()) {
            lines(page).stream().filter(line -> JCORN.matcher(line).matches()).forEach(commands::add);
            INLINE.matcher(text(page)).results().map(inline -> inline.group(1)).forEach(commands::add);
        }
        return commands;
    }

    /** {@return all lines that begin with any other command there is, without a comment, each once} */
    public static Set<String> otherCommands() throws IOException {
        Set<String> commands = new LinkedHashSet<>();
        for (String page : pages()) {
            for (String line : lines(page)) {
                Matcher word = WORD.matcher(line);
                if (word.matches()
                        && !JCORN.matcher(line).matches()
                        && !line.matches(".*[;{]")
                        && isCommand(word.group(1))) {
                    commands.add(line.replaceFirst("^\\$ ", "").replaceFirst(" +#.*", ""));
                }
            }
        }
        return commands;
    }

    private static boolean isCommand(String word) {
        return word.contains("/")
                ? Files.isExecutable(ROOT.resolve(word))
                : Stream.of(System.getenv("PATH").split(":", -1))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, word)));
    }
}
