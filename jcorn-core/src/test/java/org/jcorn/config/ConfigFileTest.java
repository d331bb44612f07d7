package org.jcorn.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

    @TempDir
    Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void nameFile() {
        file = directory.resolve("jcorn.properties");
    }

    @Test
    void readsPropertiesInUtf8() throws IOException {
        Config config = read("""
                # a comment \\
                ! another

                workers = 3
                worker_class: gthread
                proc_name  Läden\\u0020X
                bind = 127.0.0.1:8000, \\
                       unix:/run/shop.sock
                raw_env = A=1 B="two words"
                pidfile =
                check_config=true""");

        assertThat(config.get(WorkerProcessesSettings.WORKERS)).isEqualTo(3);
        assertThat(config.get(WorkerProcessesSettings.WORKER_CLASS)).isEqualTo("gthread");
        assertThat(config.get(ProcessNamingSettings.PROC_NAME)).contains("Läden X");
        assertThat(config.text(ServerSocketSettings.BIND)).isEqualTo("127.0.0.1:8000,unix:/run/shop.sock");
        assertThat(config.get(ServerMechanicsSettings.RAW_ENV)).isEqualTo(Map.of("A", "1", "B", "two words"));
        assertThat(config.get(ServerMechanicsSettings.PIDFILE)).isEmpty();
        assertThat(config.get(DebuggingSettings.CHECK_CONFIG)).isTrue();
        assertThat(config.origin(WorkerProcessesSettings.WORKERS)).isEqualTo("config file " + file + ", line 4");
    }

    @Test
    void byteOrderMarkIsSkipped() throws IOException {
        assertThat(read("\uFEFFworkers = 2").get(WorkerProcessesSettings.WORKERS))
                .isEqualTo(2);
    }

    @Test
    void problemsNameTheirLines() {
        assertProblems(
                """
                # one
                worker = 2
                bind = \\
                   nonsense:x
                timeout = soon
                proc_name = \\u00zz
                """,
                "unknown setting 'worker' (%s, line 2): did you mean 'workers'?",
                "setting 'bind': \"nonsense:x\" is not an address: the port must be between 0 and 65535 (%s, line 3)",
                "setting 'timeout': \"soon\" must be a whole number (%s, line 5)",
                "malformed \\u escape (%s, line 6)");
    }

    @Test
    void keyGivenTwiceNamesBothLines() {
        assertProblems("workers = 1\n\nworkers = 2\n", "setting 'workers' is given twice (%s, lines 1 and 3)");
    }

    @Test
    void synonymGivenTwiceToo() {
        assertProblems("classpath = a\npythonpath = b\n", "setting 'pythonpath' is given twice (%s, lines 1 and 2)");
    }

    @Test
    void fileCannotNameAnother() {
        assertProblems(
                "config = other.properties", "setting 'config' can only be given on the command line (%s, line 1)");
    }

    @Test
    void missingFile() {
        assertProblem(file.toString(), "config file " + file + ": no such file");
    }

    @Test
    void directoryIsNoFile() throws IOException {
        Files.createDirectory(file);

        assertThatThrownBy(
                        () -> new Config.Builder(Map.of()).file(file.toString()).build())
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("config file " + file + ": ");
    }

    @Test
    void notUtf8() throws IOException {
        Files.write(file, "proc_name = Läden".getBytes(ISO_8859_1));

        assertProblem(file.toString(), "config file " + file + ": not UTF-8");
    }

    @Test
    void otherEndingsAreRefused() {
        assertProblem("gunicorn.conf.py", "config file gunicorn.conf.py: the name must end in .java or .properties");
    }

    @Test
    void nulInPath() {
        assertProblem("a\0.properties", "config file a\0.properties: not a path");
    }

    private Config read(String text) throws IOException {
        Files.writeString(file, text);
        return new Config.Builder(Map.of()).file(file.toString()).build();
    }

    private void assertProblems(String text, String... problems) {
        assertThatThrownBy(() -> read(text)).isInstanceOfSatisfying(ConfigException.class, e -> {
            assertThat(e.problems()).hasSameSizeAs(problems);
            for (int i = 0; i < problems.length; i++) {
                assertThat(e.problems().get(i)).isEqualTo(problems[i].replace("%s", "config file " + file));
            }
        });
    }

    private static void assertProblem(String spec, String problem) {
        assertThatThrownBy(() -> new Config.Builder(Map.of()).file(spec).build())
                .isInstanceOf(ConfigException.class)
                .hasMessage(problem);
    }
}
