package org.jcorn.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jcorn.app.ClassPath;
import org.jcorn.config.Config;
import org.jcorn.config.ConfigException;
import org.jcorn.config.HookSettings;
import org.jcorn.config.ServerMechanicsSettings;
import org.jcorn.config.ServerSocketSettings;
import org.jcorn.config.WorkerProcessesSettings;
import org.jcorn.hook.Hook;
import org.jcorn.hook.Hooks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFilesTest {

    @TempDir
    Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void nameFile() {
        file = directory.resolve("jcorn.conf.java");
        System.setProperty("jcorn.config.limit", "1000");
    }

    @AfterEach
    void restoreLimit() {
        System.clearProperty("jcorn.config.limit");
    }

    @Test
    void takesSettingsOfNaturalTypes() throws Exception {
        Config config = read("""
                import java.nio.file.Path;
                import java.time.Duration;
                import java.util.List;
                import java.util.Map;

                List<String> bind = List.of("127.0.0.1:8000", "unix:/run/shop.sock");
                int workers = CPUS * 2 + 1;
                String workerClass = "gthread", procName;
                Duration gracefulTimeout = Duration.ofMinutes(1);
                long keepalive = 3L;
                String limitRequestBody = "10m";
                boolean preloadApp = true;
                Path[] classpath = {Path.of("a b.jar"), Path.of("c")};
                Map<String, String> rawEnv = Map.of("GREETING", "good day");
                int umask = 022;
                private String own = "mine";
                static final int CPUS = 2;

                record Pair(int a, int b) {}

                private int own() {
                    return 1;
                }
                """).build();

        assertThat(config.text(ServerSocketSettings.BIND)).isEqualTo("127.0.0.1:8000,unix:/run/shop.sock");
        assertThat(config.get(WorkerProcessesSettings.WORKERS)).isEqualTo(5);
        assertThat(config.get(WorkerProcessesSettings.WORKER_CLASS)).isEqualTo("gthread");
        assertThat(config.get(WorkerProcessesSettings.GRACEFUL_TIMEOUT)).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.get(WorkerProcessesSettings.KEEPALIVE)).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.get(ServerMechanicsSettings.CLASSPATH)).containsExactly(Path.of("a b.jar"), Path.of("c"));
        assertThat(config.get(ServerMechanicsSettings.RAW_ENV)).isEqualTo(Map.of("GREETING", "good day"));
        assertThat(config.get(ServerMechanicsSettings.UMASK)).isEqualTo(022);
        assertThat(config.origin(WorkerProcessesSettings.WORKERS)).isEqualTo("config file " + file + ", line 7");
    }

    @Test
    void takesHooks() throws Exception {
        // Given
        Config config = read("""
                private final StringBuilder seen = new StringBuilder("made ");

                void nworkersChanged(Arbiter arbiter, int now, Integer before) {
                    seen.append(now).append(before);
                    throw new IllegalStateException(seen.toString());
                }

                static void onStarting(Arbiter arbiter) {}
                """).build();
        Hooks.Call call = Objects.requireNonNull(config.hooks().call(Hook.NWORKERS_CHANGED));

        // When and then
        assertThatThrownBy(() -> call.call(null, 3, null)).hasMessage("made 3null");
        assertThat(config.text(HookSettings.NWORKERS_CHANGED)).isEqualTo("jcorn_conf:nworkersChanged");
        assertThat(config.origin(HookSettings.ON_STARTING)).isEqualTo("config file " + file + ", line 8");
        assertThat(Config.fromProperties(config.toProperties()).classes()).containsOnlyKeys("jcorn_conf");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            int workers = "two";         | setting 'workers': incompatible types: String cannot be converted to int
            int workers = 2              | setting 'workers': ';' expected
            int workers = cpus;          | setting 'workers': cannot find symbol, symbol: variable cpus
            int worker = 2;              | unknown setting 'worker': did you mean 'workers'?
            int Workers = 2;             | unknown setting 'Workers': did you mean 'workers'?
            int graceful_timeout = 2;    | unknown setting 'graceful_timeout': did you mean 'gracefulTimeout'?
            int somethingElse = 2;       | unknown setting 'somethingElse': a field of your own must be private or static
            int workers = 1, workers = 2; | setting 'workers': variable workers is already defined in class jcorn_conf
            String config = "other";     | setting 'config' can only be given on the command line
            double workers = 2.5;        | setting 'workers': takes int, not Double
            String timeout = "soon";     | setting 'timeout': "soon" must be a whole number
            int timeout = -1;            | setting 'timeout': "-1" must be 0 or more
            Object bind = 8000;          | setting 'bind': takes List of String, or String, not Integer
            void postFrok(Arbiter a) {}  | unknown hook 'postFrok': did you mean 'postFork'?
            void doThings() {}           | unknown hook 'doThings': a method of your own must be private or static
            void postFork(Worker w) {}   | hook 'post_fork': postFork(Worker) must be postFork(Arbiter, Worker)
            void sslContext(Config c, DefaultSslContext d) {} | hook 'ssl_context': sslContext(Config, DefaultSslContext) must be SSLContext sslContext(Config, DefaultSslContext) or sslContext(DefaultSslContext)
            int workers = Integer.parseInt("x"); | setting 'workers': java.lang.NumberFormatException: For input string: "x"
            int workers = endless(); private int endless() { while (true) { Math.random(); } } | setting 'workers': not evaluated in 1 s; is there an endless loop?
            """)
    void problemsNameTheSettingAndTheLine(String line, String problem) throws IOException {
        Config.Builder builder = read("// a comment\n\n" + line + "\n");

        String where = " (config file " + file + ", line 3)";
        int hint = problem.contains(": did you mean") ? problem.indexOf(": did you mean") : problem.indexOf(": a ");
        String expected = problem.startsWith("unknown")
                ? problem.substring(0, hint) + where + problem.substring(hint)
                : problem + where;
        assertThatThrownBy(builder::build).isInstanceOf(ConfigException.class).hasMessage(expected);
    }

    @Test
    void allProblemsAreTold() throws IOException {
        Config.Builder builder = read("int worker = 1;\nint timeout = -1;\nvoid onExit() {}\n");

        assertThatThrownBy(builder::build)
                .isInstanceOfSatisfying(
                        ConfigException.class, e -> assertThat(e.problems()).hasSize(3));
    }

    @Test
    void packageIsRefused() throws IOException {
        assertThatThrownBy(read("package shop;\nint workers = 1;\n")::build)
                .hasMessage("a package declaration is not possible here (config file " + file + ", line 1)");
    }

    @Test
    void exitIsNotTheServers() throws IOException {
        assertThatThrownBy(read("{ System.exit(0); }")::build)
                .hasMessage("config file " + file + ": the process that tried it ended with status 0, by System.exit?");
    }

    @Test
    void isTriedOnceOnly() throws IOException {
        // Given
        Path trace = directory.resolve("trace");
        String text = """
                import java.nio.file.*;
                {
                    try {
                        Files.writeString(Path.of("%s"), "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }
                """.formatted(trace);

        // When
        read(text).build();
        read(text).build();

        // Then
        assertThat(trace).hasContent("xxx"); // tried in a process, and then evaluated here, twice
    }

    @Test
    void compiledClass() throws Exception {
        Config config = readClass(Sample.class.getName()).build();

        assertThat(config.get(WorkerProcessesSettings.WORKERS)).isEqualTo(7);
        assertThat(config.origin(WorkerProcessesSettings.WORKERS))
                .isEqualTo("config file class:" + Sample.class.getName());
        assertThat(config.hooks().call(Hook.ON_EXIT)).isNotNull();
        assertThat(config.classes()).isEmpty();
    }

    @Test
    void missingClass() throws Exception {
        assertThatThrownBy(readClass("shop.Gone")::build)
                .hasMessage("config file class:shop.Gone: there is no such class on the class path");
    }

    @Test
    void missingFile() {
        assertProblem("config file " + file + ": no such file");
    }

    @Test
    void directoryIsNoFile() throws IOException {
        Files.createDirectory(file);

        assertProblem("config file " + file + ": Is a directory");
    }

    @Test
    void schemeIsPath() throws IOException {
        Path properties = Files.writeString(directory.resolve("a.properties"), "workers = 4");
        Config.Builder builder = new Config.Builder(Map.of());

        ConfigFiles.read("file:" + properties, classPath(), builder);

        assertThat(builder.build().get(WorkerProcessesSettings.WORKERS)).isEqualTo(4);
    }

    private Config.Builder read(String text) throws IOException {
        Files.writeString(file, text);
        Config.Builder builder = new Config.Builder(Map.of());
        ConfigFiles.read(file.toString(), classPath(), builder);
        return builder;
    }

    private static Config.Builder readClass(String name) throws URISyntaxException {
        Path classes = Path.of(ConfigFilesTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Config.Builder builder = new Config.Builder(Map.of());
        ConfigFiles.read("class:" + name, new ClassPath(classes, List.of(classes)), builder);
        return builder;
    }

    private void assertProblem(String problem) {
        Config.Builder builder = new Config.Builder(Map.of());
        ConfigFiles.read(file.toString(), classPath(), builder);
        assertThatThrownBy(builder::build).hasMessage(problem);
    }

    private ClassPath classPath() {
        return ClassPath.of(directory, new ArrayList<>());
    }

    /** A configuration class. */
    static final class Sample {
        int workers = 7;

        void onExit(org.jcorn.hook.Arbiter arbiter) {}
    }
}
