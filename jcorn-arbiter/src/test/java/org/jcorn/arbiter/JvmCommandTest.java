package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jcorn.config.Config;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JvmCommandTest {

    @TempDir
    Path directory;

    private Path library = Path.of("");
    private JvmCommand command = new JvmCommand(Path.of(""), Path.of(""), new Archives(null));

    @BeforeEach
    void layOut() throws IOException {
        library = directory.resolve("lib");
        Files.createDirectories(library.resolve("arbiter"));
        Files.createDirectories(library.resolve("netty"));
        for (String directory : List.of("tls", "logging", "native")) {
            Files.createDirectories(library.resolve(directory));
            Files.createFile(library.resolve(directory).resolve("x.jar"));
        }
        for (String jar : List.of("b.jar", "a.jar", "notes.txt", "arbiter/jnr.jar", "netty/z.jar", "netty/y.jar")) {
            Files.createFile(library.resolve(jar));
        }
        command = new JvmCommand(Path.of("/opt/jdk/bin/java"), library, new Archives(null));
    }

    @Test
    void classPathIsTheLibraryInOrder() {
        assertThat(command.classPath("sync")).isEqualTo(library.resolve("a.jar") + ":" + library.resolve("b.jar"));
    }

    @Test
    void workerClassHasJarsOfItsOwn() {
        assertThat(command.classPath("netty"))
                .isEqualTo(library.resolve("a.jar") + ":" + library.resolve("b.jar") + ":"
                        + library.resolve("netty/y.jar") + ":" + library.resolve("netty/z.jar"));
    }

    @Test
    void spewIsAnAgent() throws IOException {
        // Given
        Path agent = Files.createFile(
                Files.createDirectories(library.resolve("spew")).resolve("jcorn-spew-1.0.jar"));

        // Then
        assertThat(command.arguments(Config.of(Map.of("spew", "true")), null)).contains("-javaagent:" + agent);
        assertThat(command.arguments(Config.of(Map.of()), null))
                .noneMatch(argument -> argument.startsWith("-javaagent"));
    }

    @Test
    void temporaryFilesOfApplicationsHaveTheirDirectory() {
        assertThat(command.arguments(Config.of(Map.of("tmp_upload_dir", library.toString())), null))
                .contains("-Djava.io.tmpdir=" + library);
        assertThat(command.arguments(Config.of(Map.of()), null))
                .noneMatch(argument -> argument.startsWith("-Djava.io.tmpdir"));
    }

    @Test
    void tlsHasJarsOfItsOwnBehindTheOthers() {
        // Given
        Config config = Config.of(Map.of("worker_class", "netty", "certfile", "server.crt"));

        // Then
        assertThat(command.arguments(config, null))
                .contains(command.classPath("netty") + ":" + library.resolve("tls/x.jar"));
    }

    @Test
    void logsHaveTheJarsTheyNeedBehindTheOthers() {
        String plain = command.classPath("sync");
        String logging = plain + ":" + library.resolve("logging/x.jar");

        assertThat(command.wholeClassPath(Config.of(Map.of()))).isEqualTo(plain);
        assertThat(command.wholeClassPath(Config.of(Map.of("logconfig", "logback.xml"))))
                .isEqualTo(logging);
        assertThat(command.wholeClassPath(Config.of(Map.of("syslog", "true")))).isEqualTo(logging);
        assertThat(command.wholeClassPath(Config.of(Map.of("syslog", "true", "syslog_addr", "unix:///dev/log"))))
                .isEqualTo(logging + ":" + library.resolve("native/x.jar"));
    }

    @Test
    void ordinaryOptions() {
        // When
        List<String> arguments = command.arguments(config("sync", ""), null);

        // Then
        assertThat(arguments)
                .contains(
                        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                        "--add-opens=java.base/java.io=ALL-UNNAMED",
                        "-Dfile.encoding=UTF-8",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:+UseSerialGC",
                        "-Xms16m")
                .endsWith("-cp", command.classPath("sync"), "org.jcorn.worker.WorkerMain");
        assertThat(arguments).noneMatch(argument -> argument.startsWith("-XX:SharedArchiveFile"));
    }

    @ParameterizedTest(name = "{0} keeps {1} away: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            -XX:+UseZGC                    | -XX:+UseSerialGC | true
            -XX:+UseParallelGC             | -XX:+UseSerialGC | true
            -XX:+UseStringDeduplication    | -XX:+UseSerialGC | false
            -Xms512m                       | -Xms16m          | true
            -XX:InitialRAMPercentage=20    | -Xms16m          | true
            -Xmx512m                       | -Xms16m          | true
            -Xss1m                         | -Xms16m          | false
            -Xmx512m                       | -XX:MaxRAMPercentage=37.5 | true
            -XX:MaxRAMPercentage=10        | -XX:MaxRAMPercentage=37.5 | true
            """)
    void choiceOfTheUserWins(String option, String ours, boolean away) {
        // When
        List<String> arguments = command.arguments(config("sync", option), null);

        // Then
        assertThat(arguments).contains(option);
        if (away) {
            assertThat(arguments).doesNotContain(ours);
        } else {
            assertThat(arguments).contains(ours);
        }
    }

    @Test
    void nettyMayUseNativeCodeWhereTheJdkAsks() {
        assertThat(JvmCommand.nettyOptions(23)).isEmpty();
        assertThat(JvmCommand.nettyOptions(24))
                .contains("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
        assertThat(command.arguments(config("netty", ""), null))
                .containsAll(JvmCommand.nettyOptions(Runtime.version().feature()));
        assertThat(command.arguments(config("sync", ""), null))
                .doesNotContain("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    }

    @Test
    void preloadingAddsToTheClassPathAndReplacesTheArchive() {
        // Given
        JvmExtras extras = new JvmExtras(List.of("-XX:AOTCache=a"), List.of(Path.of("/app/shop.jar")));

        // When
        List<String> arguments = command.arguments(config("sync", "-Da=1"), extras);

        // Then
        assertThat(arguments)
                .containsSubsequence("-XX:AOTCache=a", "-Da=1", "-cp", command.classPath("sync") + ":/app/shop.jar");
    }

    @Test
    void optionsOfTheUserComeLast() {
        List<String> arguments = command.arguments(config("sync", "-XX:-ExitOnOutOfMemoryError -Da=1"), null);

        assertThat(arguments)
                .containsSubsequence("-XX:+ExitOnOutOfMemoryError", "-XX:-ExitOnOutOfMemoryError", "-Da=1", "-cp");
    }

    @Test
    void argumentFileIsReadBackByTheLauncherAsItWas() throws IOException, InterruptedException {
        // Given
        String awkward = "-Dawkward=a b \"c\" 'd' \\e\\ #f $g *";
        Config config = config("sync", "'" + awkward.replace("'", "'\\''") + "'");
        assertThat(command.arguments(config, null)).contains(awkward);

        // When
        String settings = runJava(command.argumentFile(config, null));

        // Then
        assertThat(settings).contains("awkward = " + awkward.substring("-Dawkward=".length()) + "\n");
    }

    @Test
    void argumentFileCarriesLineFeeds() throws IOException, InterruptedException {
        // Given
        Config config = config("sync", "'-Dawkward=one\ntwo'");

        // When
        String settings = runJava(command.argumentFile(config, null));

        // Then
        assertThat(settings).containsPattern("awkward = one(\\\\n|\\s+)two");
    }

    @Test
    void launcherLiesBesideTheLibrary() {
        assertThat(command.launcher()).isEqualTo(directory.resolve("bin/jcorn"));
        assertThat(command.java()).isEqualTo(Path.of("/opt/jdk/bin/java"));
    }

    @Test
    void ofThisProcessRunsThisJdk() {
        JvmCommand own = JvmCommand.ofThisProcess();

        assertThat(own.java()).isEqualTo(Path.of(System.getProperty("java.home"), "bin/java"));
        assertThat(own.java()).isExecutable();
        assertThat(own.archives().directory()).isNull();
    }

    private static Config config(String workerClass, String options) {
        return Config.of(Map.of("worker_class", workerClass, "worker_jvm_options", options, "workers", "2"));
    }

    /** The JDK's own launcher tells what it made of the options; the class path is empty, so nothing runs. */
    private String runJava(String argumentFile) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("arguments"), argumentFile);
        Process launcher = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XshowSettings:properties",
                        "@" + file)
                .redirectErrorStream(true)
                .start();
        String output = new String(launcher.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        launcher.waitFor();
        return output;
    }
}
