package org.jcorn.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jcorn.spi.AppLoadException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real compiler. The cache is that of {@code JCORN_CACHE_DIR}, which the build sets for tests. */
class CompiledSourcesTest {

    /** A program that compiles a source and prints the directory of its classes and what was logged. */
    static final class Compiler {

        private Compiler() {}

        public static void main(String[] arguments) throws AppLoadException {
            RecordingLogger log = new RecordingLogger();
            Path root = Path.of(arguments[0]);
            Path classes = new CompiledSources(log)
                    .compile(new SourceFile("Hello", root, root.resolve("Hello.java")), List.of(root));
            System.out.print(classes + " " + log.records().size());
        }
    }

    @TempDir
    Path root;

    private final RecordingLogger log = new RecordingLogger();

    @BeforeEach
    void write() throws IOException {
        source("Hello", "class Hello { static String text() { return Other.text(); } static class Inner {} }");
        source("Other", "class Other { static String text() { return \"one\"; } }");
        source("Unused", "class Unused { this is not even Java }");
    }

    @Test
    void compilesWithWhatItNeedsAwayFromTheSources() throws Exception {
        // When
        Path classes = compile();

        // Then
        assertThat(names(classes)).containsExactlyInAnyOrder("Hello.class", "Hello$Inner.class", "Other.class");
        assertThat(names(root)).containsExactlyInAnyOrder("Hello.java", "Other.java", "Unused.java");
        assertThat(log.records()).containsExactly("DEBUG Compiling " + root.resolve("Hello.java"));
        assertThat(text(classes)).isEqualTo("one");
    }

    @Test
    void classesServeAsLongAsNothingChanges() throws Exception {
        // Given
        Path classes = compile();
        Files.setLastModifiedTime(root.resolve("Other.java"), java.nio.file.attribute.FileTime.fromMillis(1));

        // When
        Path again = compile();

        // Then
        assertThat(again).isEqualTo(classes);
        assertThat(log.records()).hasSize(1);
    }

    @Test
    void changeOfASourceThatCameAlongIsSeen() throws Exception {
        // Given
        Path classes = compile();
        source("Other", "class Other { static String text() { return \"two\"; } }");

        // When
        Path again = compile();

        // Then
        assertThat(again).isNotEqualTo(classes);
        assertThat(text(again)).isEqualTo("two");
        assertThat(text(classes)).as("those of the old generation stay").isEqualTo("one");
    }

    @Test
    void sourceThatWentAwayIsSeen() throws Exception {
        // Given
        compile();
        Files.delete(root.resolve("Other.java"));

        // When
        assertThatThrownBy(this::compile)

                // Then
                .isInstanceOf(AppLoadException.class)
                .hasMessageContaining("cannot find symbol");
    }

    @Test
    void keepsTwoBuilds() throws Exception {
        // When
        List<Path> builds = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            source("Other", "class Other { static String text() { return \"" + i + "\"; } }");
            Path classes = compile();
            builds.add(classes);
            // Builds are told apart by time, which may be coarse.
            Files.setLastModifiedTime(classes, java.nio.file.attribute.FileTime.fromMillis(1_000_000L * i));
        }

        // Then
        assertThat(builds.subList(0, 2)).allMatch(Files::notExists);
        assertThat(builds.subList(2, 4)).allMatch(Files::exists);
    }

    @Test
    void errorsAreShownAsTheCompilerShowsThem() throws IOException {
        // Given
        source("Hello", "class Hello {\n    int number = \"text\";\n}\n");

        // When
        assertThatThrownBy(this::compile)

                // Then
                .isInstanceOf(AppLoadException.class)
                .hasNoCause()
                .hasMessage("source file " + root.resolve("Hello.java") + " does not compile:\n"
                        + "Hello.java:2: error: incompatible types: String cannot be converted to int\n"
                        + "    int number = \"text\";\n"
                        + "                 ^\n"
                        + "1 error");
    }

    @Test
    void failureLeavesTheFormerClassesForTheNextTry() throws Exception {
        // Given
        String good = Files.readString(root.resolve("Hello.java"));
        compile();
        source("Hello", "class Hello {");
        assertThatThrownBy(this::compile).isInstanceOf(AppLoadException.class);

        // When
        source("Hello", good);

        // Then
        assertThat(text(compile())).isEqualTo("one");
    }

    @Test
    void sourcesSeeTheClassPathAndTheApi() throws Exception {
        // Given
        Path library = Files.createDirectory(root.resolve("library"));
        Path made = Files.createDirectory(root.resolve("made"));
        Files.writeString(library.resolve("Lib.java"), "package lib; public class Lib { public static int X = 1; }");
        javac(library, made);
        source(
                "Hello",
                "class Hello { static String text() { return \"\" + lib.Lib.X; }\n"
                        + " static void app(org.jcorn.Request request, org.jcorn.Response response) {} }");

        // When
        Path classes = new CompiledSources(log).compile(hello(), List.of(root, made));

        // Then
        assertThat(names(classes)).containsExactly("Hello.class");
    }

    @Test
    void workersThatBootAtTheSameTimeWaitForTheOneThatCompiles() throws IOException, InterruptedException {
        // When
        List<Process> workers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            workers.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Compiler.class.getName(),
                            root.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        }

        // Then
        List<String> outputs = new ArrayList<>();
        for (Process worker : workers) {
            try (InputStream output = worker.getInputStream()) {
                outputs.add(new String(output.readAllBytes(), StandardCharsets.UTF_8));
            }
            assertThat(worker.waitFor()).isZero();
        }
        assertThat(outputs)
                .map(output -> output.substring(output.lastIndexOf(' ') + 1))
                .containsExactlyInAnyOrder("0", "1");
        assertThat(outputs)
                .map(output -> output.substring(0, output.lastIndexOf(' ')))
                .containsOnly(outputs.get(0).substring(0, outputs.get(0).lastIndexOf(' ')));
    }

    private static void javac(Path from, Path to) throws IOException, InterruptedException {
        Process javac = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "javac").toString(),
                        "-d",
                        to.toString(),
                        from.resolve("Lib.java").toString())
                .inheritIO()
                .start();
        assertThat(javac.waitFor()).isZero();
    }

    private Path compile() throws AppLoadException {
        return new CompiledSources(log).compile(hello(), List.of(root));
    }

    private SourceFile hello() {
        return new SourceFile("Hello", root, root.resolve("Hello.java"));
    }

    private void source(String name, String text) throws IOException {
        Files.writeString(root.resolve(name + ".java"), text);
    }

    /** {@return what the compiled classes say} */
    private static String text(Path classes) throws Exception {
        try (java.net.URLClassLoader loader =
                new java.net.URLClassLoader(new java.net.URL[] {classes.toUri().toURL()}, null)) {
            var method = loader.loadClass("Hello").getDeclaredMethod("text");
            method.setAccessible(true);
            return String.valueOf(method.invoke(null));
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
