package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.Outcome;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.ServerBuilder;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Sources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An operator gets something wrong: one message says what and where, the exit status says what kind of mistake it is. */
@IntegrationTest
class BadInputIT {

    private static final int CANNOT_START = 1;
    private static final int USAGE = 2;
    private static final int BOOT_FAILED = 3;
    private static final int APP_FAILED = 4;

    /**
     * A mistake.
     *
     * @param name what is wrong
     * @param status the exit status that says so
     * @param given makes the mistake
     * @param message what one line must say, piece by piece
     */
    private record Mistake(
            String name, int status, BiFunction<Site, ServerBuilder, ServerBuilder> given, List<String> message) {

        private Mistake(
                String name, int status, BiFunction<Site, ServerBuilder, ServerBuilder> given, String... message) {
            this(name, status, given, List.of(message));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Mistake arguments(String name, int status, List<String> arguments, String... message) {
        return new Mistake(name, status, (site, server) -> server.args(arguments.toArray(new String[0])), message);
    }

    private static Mistake application(String name, String specification, int status, String... message) {
        return new Mistake(name, status, (site, server) -> server.application(specification), message);
    }

    private static Mistake source(String name, int status, String code, String... message) {
        return new Mistake(
                name,
                status,
                (site, server) -> {
                    site.write("Bad.java", code);
                    return server.application("Bad:app");
                },
                message);
    }

    static Stream<Mistake> mistakes() {
        List<Mistake> mistakes = new ArrayList<>();
        mistakes.addAll(commandLine());
        mistakes.addAll(applications());
        mistakes.addAll(workers());
        mistakes.addAll(machine());
        mistakes.addAll(configFiles());
        return mistakes.stream();
    }

    private static List<Mistake> commandLine() {
        return List.of(
                arguments(
                        "an unknown flag",
                        USAGE,
                        List.of("--wrokers", "2"),
                        "jcorn: error:",
                        "'--wrokers'",
                        "did you mean '--workers'?"),
                new Mistake(
                        "a flag without its value",
                        USAGE,
                        (site, server) -> server.application("").args("-w"),
                        "jcorn: error:",
                        "'-w'",
                        "needs a value"),
                arguments(
                        "a flag that is defunct",
                        USAGE,
                        List.of("--paste", "shop.ini"),
                        "jcorn: error:",
                        "'--paste' is defunct",
                        "META-INF/jcorn.properties"),
                arguments(
                        "a value out of range",
                        CANNOT_START,
                        List.of("--workers", "-1"),
                        "jcorn: error: setting 'workers'",
                        "\"-1\"",
                        "command line"),
                arguments(
                        "a value of the wrong kind",
                        CANNOT_START,
                        List.of("--timeout", "soon"),
                        "jcorn: error: setting 'timeout'",
                        "\"soon\"",
                        "command line"),
                arguments(
                        "an address that is none",
                        CANNOT_START,
                        List.of("--bind", "127.0.0.1:http"),
                        "jcorn: error: setting 'bind'",
                        "127.0.0.1:http",
                        "command line"),
                arguments(
                        "a directory that is missing",
                        CANNOT_START,
                        List.of("--chdir", "no-such-dir"),
                        "jcorn: error: setting 'chdir'",
                        "no-such-dir"),
                new Mistake(
                        "a bad value in the environment",
                        CANNOT_START,
                        (site, server) -> server.env("WEB_CONCURRENCY", "many"),
                        "jcorn: error: setting 'workers'",
                        "\"many\"",
                        "environment WEB_CONCURRENCY"),
                new Mistake(
                        "a bad flag in JCORN_CMD_ARGS",
                        USAGE,
                        (site, server) -> server.env("JCORN_CMD_ARGS", "--preloda"),
                        "jcorn: error:",
                        "'--preloda'",
                        "JCORN_CMD_ARGS"),
                new Mistake(
                        "no application",
                        CANNOT_START,
                        (site, server) -> server.application(""),
                        "jcorn: error: no application module specified"));
    }

    private static List<Mistake> applications() {
        return List.of(
                application(
                        "a class that is missing",
                        "NoSuch:app",
                        APP_FAILED,
                        "[ERROR]",
                        "\"NoSuch:app\"",
                        "no class or source file NoSuch"),
                application("a file name instead of a class", "Bad.java", APP_FAILED, "did you mean \"Bad\""),
                application("what is no application at all", "no-such/thing", APP_FAILED, "\"no-such/thing\"", "CLASS"),
                source(
                        "a member that is missing",
                        APP_FAILED,
                        "class Bad { static String other; }",
                        "\"Bad:app\"",
                        "class Bad has no field \"app\""),
                source(
                        "a member of the wrong type",
                        APP_FAILED,
                        "class Bad { static String app = \"a string\"; }",
                        "\"Bad:app\"",
                        "java.lang.String",
                        "not an org.jcorn.Application"),
                source(
                        "a member that is null",
                        APP_FAILED,
                        "class Bad { static org.jcorn.Application app; }",
                        "\"Bad:app\"",
                        "null"),
                source(
                        "a factory without parentheses",
                        APP_FAILED,
                        "class Bad { static org.jcorn.Application app() { return (request, response) -> {}; } }",
                        "\"Bad:app\"",
                        "did you mean \"Bad:app()\"?"),
                source(
                        "a source that does not compile",
                        APP_FAILED,
                        "class Bad {\n    int app = \"one\";\n}\n",
                        "Bad.java:2: error: incompatible types"),
                source(
                        "a static initializer that throws",
                        APP_FAILED,
                        "class Bad { static org.jcorn.Application app = make();"
                                + " static org.jcorn.Application make() { throw new IllegalStateException(\"no database\"); } }",
                        "\"Bad:app\"",
                        "its static initializer failed"),
                source(
                        "a static initializer that exits",
                        BOOT_FAILED,
                        "class Bad { static { System.exit(0); } }",
                        "before it was ready"),
                new Mistake(
                        "a source file that cannot be read",
                        APP_FAILED,
                        (site, server) -> {
                            // Not even root can read a directory as a file.
                            makeDirectory(site, "Bad.java");
                            return server.application("Bad:app");
                        },
                        "\"Bad:app\"",
                        "no class or source file Bad"));
    }

    private static List<Mistake> workers() {
        return List.of(
                arguments(
                        "an unknown worker class",
                        CANNOT_START,
                        List.of("-k", "gevent"),
                        "setting 'worker_class'",
                        "\"gevent\"",
                        "sync"),
                arguments(
                        "an unknown logger class",
                        CANNOT_START,
                        List.of("--logger-class", "nosuch"),
                        "jcorn: error:",
                        "logger_class",
                        "\"nosuch\"",
                        "simple"),
                arguments(
                        "a JVM option that does not exist",
                        BOOT_FAILED,
                        List.of("--worker-jvm-option", "-XX:+NoSuchThing"),
                        "[ERROR]",
                        "Unrecognized VM option 'NoSuchThing'"),
                arguments(
                        "a JVM option that is none",
                        BOOT_FAILED,
                        List.of("--worker-jvm-option", "--no-such-option"),
                        "[ERROR]",
                        "Unrecognized option: --no-such-option"));
    }

    private static List<Mistake> machine() {
        return List.of(
                new Mistake(
                        "a file where the Unix socket should be",
                        CANNOT_START,
                        (site, server) -> {
                            site.write("given.sock", "precious");
                            return server.bind("unix:given.sock");
                        },
                        "[ERROR]",
                        "cannot listen on unix:given.sock",
                        "no socket"),
                new Mistake(
                        "a Unix socket in a missing directory",
                        CANNOT_START,
                        (site, server) -> server.bind("unix:missing/a.sock"),
                        "[ERROR]",
                        "cannot listen on unix:missing/a.sock"),
                new Mistake(
                        "a host that is not known",
                        CANNOT_START,
                        (site, server) -> server.bind("no-such-host.invalid:0"),
                        "[ERROR]",
                        "cannot listen on no-such-host.invalid:0",
                        "the host is not known"),
                arguments(
                        "a pidfile in a missing directory",
                        CANNOT_START,
                        List.of("--pid", "missing/shop.pid"),
                        "[ERROR]",
                        "setting 'pidfile'",
                        "missing/shop.pid"),
                arguments(
                        "an error log in a missing directory",
                        CANNOT_START,
                        List.of("--error-logfile", "missing/error.log"),
                        "jcorn: error: setting 'errorlog'",
                        "missing/error.log"));
    }

    private static List<Mistake> configFiles() {
        return List.of(
                arguments(
                        "a config file that is missing",
                        CANNOT_START,
                        List.of("-c", "missing.properties"),
                        "jcorn: error: config file missing.properties",
                        "no such file"),
                configFile("an unknown setting in the config file", "wrokers = 2", "'wrokers'", "'workers'", "line 1"),
                configFile("a bad value in the config file", "\n\nworkers = two", "'workers'", "\"two\"", "line 3"),
                configFile("a defunct setting", "logconfig_json = log.json", "'logconfig_json' is defunct", "line 1"),
                configFile("a setting twice in the config file", "workers=1\nworkers=2", "'workers'", "twice"),
                configFile("a malformed config file", "proc_name=\\u12", "\\u", "line 1"),
                new Mistake(
                        "a bad value in a file named by JCORN_CMD_ARGS",
                        CANNOT_START,
                        (site, server) -> {
                            site.write("shop.properties", "timeout = long");
                            return server.env("JCORN_CMD_ARGS", "-c shop.properties");
                        },
                        "jcorn: error:",
                        "'timeout'",
                        "\"long\"",
                        "shop.properties"));
    }

    private static Mistake configFile(String name, String content, String... message) {
        return new Mistake(
                name,
                CANNOT_START,
                (site, server) -> {
                    site.write("shop.properties", content);
                    return server.args("-c", "shop.properties");
                },
                message);
    }

    private static void makeDirectory(Site site, String name) {
        try {
            Files.createDirectory(site.path(name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void saysWhatIsWrong(Mistake mistake, Site site) {
        // Given
        ServerBuilder server = mistake.given.apply(site, site.server());
        // When
        Outcome outcome = server.run();
        // Then
        assertThat(outcome.status()).as(outcome.output()).isEqualTo(mistake.status);
        assertThat(outcome.output()
                        .lines()
                        .filter(line -> mistake.message.stream().allMatch(line::contains)))
                .as("lines with %s in:\n%s", mistake.message, outcome.output())
                .hasSize(1);
        if (!outcome.output().contains("no database")) {
            assertThat(outcome.output()).doesNotContain("\tat ");
        }
        assertThat(outcome.output()).doesNotContain("[CRITICAL]", "Exception in thread");
    }

    @Test
    void showsTheExceptionOfTheApplication(Site site) {
        // Given
        site.write("Bad.java", """
            class Bad {
                static org.jcorn.Application app = make();

                static org.jcorn.Application make() {
                    throw new IllegalStateException("no database");
                }
            }
            """);
        // When
        Outcome outcome = site.server().application("Bad:app").run();
        // Then
        assertThat(outcome.status()).isEqualTo(APP_FAILED);
        assertThat(outcome.output()).contains("java.lang.IllegalStateException: no database", "Bad.make(Bad.java:5)");
    }

    @Test
    void listsAllMistakesTogether(Site site) {
        // Given
        site.write("shop.properties", "wrokers = 2\ntimeout = soon\n");
        // When
        Outcome outcome =
                site.server().args("-c", "shop.properties", "--backlog", "none").run();
        // Then
        assertThat(outcome.status()).isEqualTo(CANNOT_START);
        assertThat(outcome.lines("jcorn: error:")).hasSize(3);
        assertThat(outcome.output()).contains("'wrokers'", "'timeout'", "'backlog'");
    }

    @Test
    void refusesAPortInUse(Site site) {
        // Given
        try (RunningServer first = site.server().start()) {
            String address = "127.0.0.1:" + first.port();
            // When
            Outcome outcome =
                    site.server().bind(address).args("--pid", "second.pid").run();
            // Then
            assertThat(outcome.status()).as(outcome.output()).isEqualTo(CANNOT_START);
            assertThat(outcome.lines("cannot listen on " + address))
                    .hasSize(1)
                    .allMatch(line -> line.contains("in use"));
            assertThat(site.path("second.pid")).doesNotExist();
            assertThat(first.get("/").status()).isEqualTo(200);
        }
    }

    @Test
    void refusesAUnixSocketInUse(Site site) {
        // Given
        try (RunningServer first = site.server().bind("unix:shop.sock").start()) {
            // When
            Outcome outcome = site.server().bind("unix:shop.sock").run();
            // Then
            assertThat(outcome.status()).as(outcome.output()).isEqualTo(CANNOT_START);
            assertThat(outcome.lines("cannot listen on unix:shop.sock"))
                    .hasSize(1)
                    .allMatch(line -> line.contains("in use"));
            assertThat(site.path("shop.sock")).exists();
            assertThat(first.stop()).isZero();
        }
    }

    @Test
    void refusesAPidfileThatIsHeld(Site site) {
        // Given
        try (RunningServer first = site.server().args("--pid", "shop.pid").start()) {
            // When
            Outcome outcome = site.server().args("--pid", "shop.pid").run();
            // Then
            assertThat(outcome.status()).as(outcome.output()).isEqualTo(CANNOT_START);
            assertThat(outcome.lines("setting 'pidfile'"))
                    .hasSize(1)
                    .allMatch(line -> line.contains("\"shop.pid\"") && line.contains(Long.toString(first.pid())));
            assertThat(site.path("shop.pid")).hasContent(first.pid() + "\n");
        }
    }

    @Test
    void leavesAFileInTheWayOfTheSocketAlone(Site site) {
        // Given
        site.write("given.sock", "precious");
        // When
        Outcome outcome = site.server().bind("unix:given.sock").run();
        // Then
        assertThat(outcome.status()).isEqualTo(CANNOT_START);
        assertThat(site.path("given.sock")).hasContent("precious");
    }

    @Test
    void checksAConfigurationWithoutServing(Site site) {
        // Given
        site.write("Good.java", Sources.answering("Good", "fine"));
        // When
        Outcome good =
                site.server().args("--check-config").application("Good:app").run();
        Outcome bad =
                site.server().args("--check-config").application("NoSuch:app").run();
        // Then
        assertThat(good).isEqualTo(new Outcome(0, ""));
        assertThat(bad.status()).isEqualTo(CANNOT_START);
        assertThat(bad.output()).contains("jcorn: error:", "NoSuch").doesNotContain("\tat ");
    }
}
