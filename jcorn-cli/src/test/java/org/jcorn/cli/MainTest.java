package org.jcorn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jcorn.config.Config;
import org.jcorn.config.ConfigException;
import org.jcorn.config.ConfigFileSettings;
import org.jcorn.config.ConfigSource;
import org.jcorn.config.ProcessNamingSettings;
import org.jcorn.config.ServerMechanicsSettings;
import org.jcorn.config.ServerSocketSettings;
import org.jcorn.config.WorkerProcessesSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    private static final String USAGE = "usage: jcorn [OPTIONS] [APP_MODULE]\n";

    @TempDir
    Path directory;

    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private RecordingLauncher launcher = new RecordingLauncher();

    @Test
    void startsTheArbiter() {
        launcher.exitCode = 3;

        int exitCode = jcorn("-w", "3", "--bind", ":80", "shop.Main:app");

        assertThat(exitCode).isEqualTo(3);
        assertThat(started().get(WorkerProcessesSettings.WORKERS)).isEqualTo(3);
        assertThat(started().origin(WorkerProcessesSettings.WORKERS)).isEqualTo("command line");
        assertThat(started().text(ServerSocketSettings.BIND)).isEqualTo("0.0.0.0:80");
        assertThat(started().get(ConfigFileSettings.WSGI_APP)).contains("shop.Main:app");
        assertThat(started().get(ProcessNamingSettings.DEFAULT_PROC_NAME)).isEqualTo("shop.Main:app");
        assertThat(output()).isEmpty();
        assertThat(errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help"})
    void help(String flag) {
        assertThat(jcorn("--workers", "3", flag)).isZero();
        assertThat(output()).isEqualTo(HelpText.render());
        assertThat(launcher.run).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-v", "--version"})
    void version(String flag) {
        assertThat(jcorn(flag)).isZero();
        assertThat(output()).matches("jcorn \\(version [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?\\)\n");
    }

    @ParameterizedTest
    @CsvSource({
        "--wokers 3 app, unrecognized option '--wokers': did you mean '--workers'?",
        "--wokers=3 app, unrecognized option '--wokers': did you mean '--workers'?",
        "--graceful 3 app, unrecognized option '--graceful': did you mean '--graceful-timeout'?",
        "--nonsense app, unrecognized option '--nonsense'",
        "-x app, unrecognized option '-x'",
        "app other, unrecognized argument 'other'",
        "-- app --workers, unrecognized argument '--workers'",
        "--workers, option '--workers' needs a value",
        "app -w, option '-w' needs a value",
        "--name --workers 3 app, option '--name' needs a value",
        "--worker-jvm-option, option '--worker-jvm-option' needs a value",
        "--check-config=yes app, option '--check-config' should be specified without 'yes' parameter"
    })
    void usageErrorsExitWith2(String args, String message) {
        assertThat(jcorn(args.split(" ", -1))).isEqualTo(2);
        assertThat(errors()).isEqualTo(USAGE + "jcorn: error: " + message + "\n");
        assertThat(output()).isEmpty();
        assertThat(launcher.run).isEmpty();
    }

    @Test
    void badValuesExitWith1AndAreAllListed() {
        assertThat(jcorn("--workers", "-1", "-b", "host:x", "--log-level", "loud", "app"))
                .isEqualTo(1);
        assertThat(errors()).isEqualTo("""
                        jcorn: error: setting 'bind': "host:x" is not an address: the port must be between 0 and 65535 (command line)
                        jcorn: error: setting 'workers': "-1" must be 0 or more (command line)
                        jcorn: error: setting 'loglevel': "loud" must be one of debug, info, warning, error, critical (command line)
                        """);
    }

    @Test
    void noApplicationExitsWith1() {
        assertThat(jcorn()).isEqualTo(1);
        assertThat(errors()).isEqualTo("jcorn: error: no application module specified\n");
    }

    @Test
    void aDirectoryMayTakeTheApplicationsPlace() {
        assertThat(jcorn("--static", directory.toString())).isZero();
        assertThat(started().get(ConfigFileSettings.STATIC)).contains(directory);
        assertThat(started().get(ProcessNamingSettings.DEFAULT_PROC_NAME)).isEqualTo(directory.toString());
    }

    @Test
    void directoryAndApplicationExitWith1() throws IOException {
        Path file = configFile("static = " + directory + "\n");

        assertThat(jcorn("-c", file.toString(), "app")).isEqualTo(1);
        assertThat(errors())
                .isEqualTo("jcorn: error: setting 'static' (config file " + file
                        + ", line 1) names what to serve, and so does \"app\" (command line): only one can be\n");
    }

    @Test
    void directoryThatIsNotThereExitsWith1() {
        assertThat(jcorn("--static", directory + "/no")).isEqualTo(1);
        assertThat(errors())
                .isEqualTo(
                        "jcorn: error: setting 'static': \"" + directory + "/no\" is not a directory (command line)\n");
    }

    @Test
    void missingConfigFileExitsWith1() {
        assertThat(jcorn("-c", directory.resolve("no.properties").toString())).isEqualTo(1);
        assertThat(errors())
                .isEqualTo("jcorn: error: config file " + directory.resolve("no.properties") + ": no such file\n");
    }

    @Test
    void applicationMayComeFromTheFile() throws IOException {
        Path file = configFile("wsgi_app = shop.Main\n");

        assertThat(jcorn("-c", file.toString())).isZero();
        assertThat(started().origin(ConfigFileSettings.WSGI_APP)).isEqualTo("config file " + file + ", line 1");
        assertThat(started().get(ProcessNamingSettings.DEFAULT_PROC_NAME)).isEqualTo("shop.Main");
    }

    @Test
    void strongerSourceReplacesWeakerOne() throws IOException {
        // Given
        Path file = configFile("workers = 1\nbind = :1\ntimeout = 1\nwsgi_app = x\ndefault_proc_name = y\n");
        environment.put("WEB_CONCURRENCY", "9");
        environment.put("FORWARDED_ALLOW_IPS", "*");
        environment.put("JCORN_CMD_ARGS", "--timeout 2 --bind :2 -b :22 ignored:app -c " + file);

        // When
        jcorn("--bind", ":3", "app");

        // Then
        assertThat(started().text(WorkerProcessesSettings.WORKERS)).isEqualTo("1");
        assertThat(started().text(WorkerProcessesSettings.TIMEOUT)).isEqualTo("2");
        assertThat(started().origin(WorkerProcessesSettings.TIMEOUT)).isEqualTo("JCORN_CMD_ARGS");
        assertThat(started().text(ServerSocketSettings.BIND)).isEqualTo("0.0.0.0:3");
        assertThat(started().text(ServerMechanicsSettings.FORWARDED_ALLOW_IPS)).isEqualTo("*");
        assertThat(started().text(ConfigFileSettings.WSGI_APP)).isEqualTo("app");
        assertThat(started().text(ProcessNamingSettings.DEFAULT_PROC_NAME)).isEqualTo("y");
    }

    @Test
    void configFileOfTheCommandLineWins() throws IOException {
        environment.put("JCORN_CMD_ARGS", "-c /no/such/file.properties");

        assertThat(jcorn("-c", configFile("workers = 7").toString(), "app")).isZero();
        assertThat(started().text(WorkerProcessesSettings.WORKERS)).isEqualTo("7");
    }

    @Test
    void applicationOfCommandArgsIsIgnored() {
        environment.put("JCORN_CMD_ARGS", "shop.Main");

        assertThat(jcorn()).isEqualTo(1);
        assertThat(errors()).isEqualTo("jcorn: error: no application module specified\n");
    }

    @Test
    void commandArgsAreSplitAsByAShell() {
        environment.put("JCORN_CMD_ARGS", "-n 'my shop' -e \"A=b c\" --env=D=e\\ f");

        assertThat(jcorn("app")).isZero();
        assertThat(started().get(ProcessNamingSettings.PROC_NAME)).contains("my shop");
        assertThat(started().get(ServerMechanicsSettings.RAW_ENV)).isEqualTo(Map.of("A", "b c", "D", "e f"));
    }

    @Test
    void unknownOptionInCommandArgsExitsWith2() {
        environment.put("JCORN_CMD_ARGS", "--wokers 3");

        assertThat(jcorn("app")).isEqualTo(2);
        assertThat(errors())
                .isEqualTo(USAGE
                        + "jcorn: error: unrecognized option '--wokers': did you mean '--workers'? (JCORN_CMD_ARGS)\n");
    }

    @Test
    void openQuoteInCommandArgsExitsWith2() {
        environment.put("JCORN_CMD_ARGS", "-n 'x");

        assertThat(jcorn("app")).isEqualTo(2);
        assertThat(errors())
                .isEqualTo(USAGE + "jcorn: error: \"-n 'x\" has a quote that is not closed (JCORN_CMD_ARGS)\n");
    }

    @Test
    void reloadReadsTheFileAgain() throws IOException {
        // Given
        Path file = configFile("workers = 2");
        jcorn("-c", file.toString(), "--timeout", "5", "app");
        ConfigSource source = launcher.sources.get(0);

        // When
        configFile("workers = 4");
        Config reloaded = source.load();

        // Then
        assertThat(reloaded.text(WorkerProcessesSettings.WORKERS)).isEqualTo("4");
        assertThat(reloaded.text(WorkerProcessesSettings.TIMEOUT)).isEqualTo("5");
    }

    @Test
    void reloadOfABrokenFileThrows() throws IOException {
        Path file = configFile("workers = 2");
        jcorn("-c", file.toString(), "app");
        ConfigSource source = launcher.sources.get(0);

        configFile("workers = lots");

        assertThatThrownBy(source::load)
                .isInstanceOf(ConfigException.class)
                .hasMessage("setting 'workers': \"lots\" must be a whole number (config file " + file + ", line 1)");
    }

    @Test
    void checkConfigDoesNotRun() {
        launcher.exitCode = 1;

        assertThat(jcorn("--check-config", "app")).isEqualTo(1);
        assertThat(launcher.checked).hasSize(1);
        assertThat(launcher.run).isEmpty();
        assertThat(output()).isEmpty();
    }

    @Test
    void printConfigPrintsAndChecks() {
        assertThat(jcorn("--print-config", "-w", "5", "-e", "PASSWORD=hunter2", "app"))
                .isZero();
        assertThat(launcher.checked).hasSize(1);
        assertThat(launcher.run).isEmpty();
        assertThat(output())
                .containsPattern("(?m)^workers +  = 5  \\(command line\\)$")
                .containsPattern("(?m)^timeout + = 30  \\(default\\)$")
                .doesNotContain("hunter2");
    }

    @Test
    void unexpectedExceptionIsOneLine() {
        launcher = new FailingLauncher();

        assertThat(jcorn("app")).isEqualTo(255);
        assertThat(errors()).isEqualTo("jcorn: error: java.lang.IllegalStateException: broken\n");
    }

    @Test
    void unexpectedExceptionHasItsStackWhenDebugging() {
        launcher = new FailingLauncher();

        assertThat(jcorn("--log-level=debug", "app")).isEqualTo(255);
        assertThat(errors())
                .startsWith("jcorn: error: java.lang.IllegalStateException: broken\n")
                .contains("\tat org.jcorn.cli.MainTest$FailingLauncher.run(");
    }

    private static final class FailingLauncher extends RecordingLauncher {
        @Override
        public int run(ConfigSource source, Config config) {
            throw new IllegalStateException("broken");
        }
    }

    private Path configFile(String text) throws IOException {
        return Files.writeString(directory.resolve("jcorn.properties"), text);
    }

    private int jcorn(String... args) {
        PrintStream outStream = new PrintStream(out, false, UTF_8);
        PrintStream errStream = new PrintStream(err, false, UTF_8);
        return new Main(environment, outStream, errStream, launcher).run(args);
    }

    private Config started() {
        assertThat(errors()).isEmpty();
        assertThat(launcher.run).hasSize(1);
        return launcher.run.get(0);
    }

    private String output() {
        return out.toString(UTF_8);
    }

    private String errors() {
        return err.toString(UTF_8);
    }
}
