package org.jcorn.http.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The cases under {@code requests/valid} and {@code requests/invalid}: {@code NAME.http} holds the bytes of a connection,
 * {@code NAME.expect} beside it what {@link ExpectFile} describes. Works from a directory and from the test jar.
 */
public final class OwnCorpus {
    private OwnCorpus() {}

    /** {@return the cases whose requests are all well} */
    public static List<RequestCase> valid() {
        return load("valid");
    }

    /** {@return the cases that end with a violation} */
    public static List<RequestCase> invalid() {
        return load("invalid");
    }

    private static List<RequestCase> load(String kind) {
        try {
            URI folder = Objects.requireNonNull(OwnCorpus.class.getResource("/requests/" + kind))
                    .toURI();
            if (!folder.getScheme().equals("jar")) {
                return read(kind, Path.of(folder));
            }
            try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
                return read(kind, jar.getPath("/requests/" + kind));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<RequestCase> read(String kind, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".http"))
                    .sorted()
                    .map(file -> read(kind, folder, file))
                    .toList();
        }
    }

    private static RequestCase read(String kind, Path folder, Path file) {
        String name = file.getFileName().toString().replace(".http", "");
        try {
            List<String> lines = Files.readAllLines(folder.resolve(name + ".expect"), StandardCharsets.ISO_8859_1);
            return new ExpectFile(lines).toCase(kind + "/" + name, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
