package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.ProcessTree;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Sources;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An operator starts a server: every form of application, address and setting that a start can have. */
@IntegrationTest
class StartIT {

    private static final String FORMS = """
        import org.jcorn.Application;
        import org.jcorn.Request;
        import org.jcorn.Response;

        public class Forms implements Application {
            static final Application field = (request, response) -> response.send("field");

            static void method(Request request, Response response) throws Exception {
                response.send("method");
            }

            static Application factory(String text, int number, boolean flag) {
                return (request, response) -> response.send(text + number + flag);
            }

            static Application none() {
                return (request, response) -> response.send("none");
            }

            @Override
            public void handle(Request request, Response response) throws Exception {
                response.send("instance");
            }
        }
        """;

    @Test
    void servesASourceFile(Site site) {
        // Given
        site.write("Hello.java", Sources.answering("Hello", "from source"));
        // When
        try (RunningServer server = site.server().application("Hello:app").start()) {
            // Then
            assertThat(server.get("/").body()).isEqualTo("from source");
            assertThat(server.stop()).isZero();
        }
    }

    @Test
    void servesACompiledClass(Site site) throws IOException {
        // Given
        Sources.compile(site.write("Hello.java", Sources.answering("Hello", "from a class")), site.directory());
        Files.delete(site.path("Hello.java"));
        // When
        try (RunningServer server = site.server().application("Hello:app").start()) {
            // Then
            assertThat(server.get("/").body()).isEqualTo("from a class");
        }
    }

    @Test
    void servesFromAJar(Site site) throws IOException {
        // Given
        Path source = site.write("source/Hello.java", Sources.answering("Hello", "from a jar"));
        Sources.compile(source, site.path("source"));
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(site.path("hello.jar")))) {
            jar.putNextEntry(new JarEntry("Hello.class"));
            Files.copy(source.resolveSibling("Hello.class"), jar);
        }
        // When
        try (RunningServer server = site.server()
                .args("--classpath", "hello.jar")
                .application("Hello:app")
                .start()) {
            // Then
            assertThat(server.get("/").body()).isEqualTo("from a jar");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Forms:field|field",
                "Forms:method|method",
                "Forms:factory('eu', 8, true)|eu8true",
                "Forms:none()|none",
                "Forms|instance",
            },
            quoteCharacter = '`')
    void understandsEveryFormOfApplication(String specification, String answer, Site site) {
        // Given
        Sources.compile(site.write("Forms.java", FORMS), site.directory());
        // When
        try (RunningServer server = site.server().application(specification).start()) {
            // Then
            assertThat(server.get("/").body()).isEqualTo(answer);
        }
    }

    @Test
    void showsTitlesToPs(Site site) {
        // When
        try (RunningServer server = site.server().workers(2).start()) {
            // Then
            assertThat(ProcessTree.title(server.pid())).isEqualTo("jcorn: master [org.jcorn.it.app.Probe:app]");
            assertThat(server.workers())
                    .hasSize(2)
                    .allSatisfy(worker -> assertThat(ProcessTree.title(worker))
                            .isEqualTo("jcorn: worker [org.jcorn.it.app.Probe:app]"));
        }
    }

    @Test
    void showsAChosenNameToPs(Site site) {
        // When
        try (RunningServer server = site.server().args("-n", "shop").start()) {
            // Then
            assertThat(ProcessTree.title(server.pid())).isEqualTo("jcorn: master [shop]");
            assertThat(server.workers())
                    .allSatisfy(worker -> assertThat(ProcessTree.title(worker)).isEqualTo("jcorn: worker [shop]"));
        }
    }

    @Test
    void saysWhatItDoes(Site site) {
        // When
        try (RunningServer server = site.server().workers(2).start()) {
            assertThat(server.stop()).isZero();
            // Then
            List<String> lines = server.log().lines();
            assertThat(lines)
                    .allMatch(line -> line.matches(
                            "\\[\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d [+-]\\d{4}] \\[\\d+] \\[[A-Z]+] .*"));
            assertThat(lines.stream()
                            .map(line -> line.replaceAll("^.*?] \\[\\d+] \\[INFO] ", ""))
                            .toList())
                    .startsWith(
                            "Starting jcorn 0.1.0-SNAPSHOT",
                            "Listening at: http://127.0.0.1:" + server.port() + " (" + server.pid() + ")",
                            "Using worker: sync")
                    .contains("Handling signal: TERM")
                    .endsWith("Shutting down: Master");
        }
    }

    @Test
    void listensOnSeveralAddressesAtOnce(Site site) throws IOException {
        // Given
        Path socket = site.path("shop.sock");
        // When
        try (RunningServer server = site.server()
                .workers(2)
                .bind("127.0.0.1:0", "127.0.0.2:0", "unix:" + socket)
                .start()) {
            // Then
            List<Integer> ports = server.ports();
            assertThat(ports).hasSize(2);
            for (int round = 0; round < 5; round++) {
                assertThat(RawClient.get(ports.get(0), "/").body()).isEqualTo("hello");
                try (RawClient client = RawClient.connect(new InetSocketAddress("127.0.0.2", ports.get(1)))) {
                    assertThat(client.get("/").response().body()).isEqualTo("hello");
                }
                assertThat(RawClient.get(socket, "/").body()).isEqualTo("hello");
            }
            assertThat(server.log().text()).contains("unix:" + socket);
            assertThat(server.stop()).isZero();
        }
        assertThat(socket).doesNotExist();
    }

    @Test
    void listensOnceOnAnAddressGivenTwice(Site site) {
        // When
        try (RunningServer server =
                site.server().bind("127.0.0.1:0", "127.0.0.1:0").start()) {
            // Then
            assertThat(server.ports()).hasSize(1);
            assertThat(server.get("/").body()).isEqualTo("hello");
        }
    }

    @Test
    void listensOnIpv6(Site site) throws IOException {
        Assumptions.assumeTrue(
                NetworkInterface.networkInterfaces()
                        .anyMatch(card -> card.inetAddresses()
                                .anyMatch(address -> address instanceof Inet6Address && address.isLoopbackAddress())),
                "this machine has no IPv6");
        // When
        try (RunningServer server = site.server().bind("[::1]:0").start()) {
            // Then
            InetAddress loopback =
                    InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
            try (RawClient client = RawClient.connect(new InetSocketAddress(loopback, server.port()))) {
                assertThat(client.get("/").response().body()).isEqualTo("hello");
            }
        }
    }

    @Test
    void listensOnAUnixSocketAlone(Site site) {
        // Given
        Path socket = site.path("only.sock");
        // When
        try (RunningServer server = site.server().bind("unix:only.sock").start()) {
            // Then
            assertThat(RawClient.get(socket, "/").body()).isEqualTo("hello");
            assertThat(server.ports()).isEmpty();
            assertThat(server.stop()).isZero();
        }
        assertThat(socket).doesNotExist();
    }

    @Test
    void takesOverTheSocketFileOfAKilledServer(Site site) {
        // Given
        Path socket = site.path("stale.sock");
        try (RunningServer killed = site.server().bind("unix:stale.sock").start()) {
            killed.signal("KILL").awaitExit();
            assertThat(socket).exists();
        }
        // When
        try (RunningServer server = site.server().bind("unix:stale.sock").start()) {
            // Then
            assertThat(RawClient.get(socket, "/").body()).isEqualTo("hello");
            assertThat(server.stop()).isZero();
        }
    }

    @Test
    void keepsAPidfile(Site site) throws IOException {
        // Given
        Path pidfile = site.path("shop.pid");
        // When
        try (RunningServer server = site.server().args("--pid", "shop.pid").start()) {
            // Then
            assertThat(pidfile).hasContent(server.pid() + "\n");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pidfile)))
                    .isEqualTo("rw-r--r--");
            assertThat(server.stop()).isZero();
            assertThat(pidfile).doesNotExist();
        }
    }

    @Test
    void takesOverThePidfileOfAKilledServer(Site site) {
        // Given
        try (RunningServer killed = site.server().args("-p", "shop.pid").start()) {
            killed.signal("KILL").awaitExit();
            // When
            try (RunningServer server = site.server().args("-p", "shop.pid").start()) {
                // Then
                assertThat(site.path("shop.pid")).hasContent(server.pid() + "\n");
            }
        }
    }

    @Test
    void takesPortAndWorkersFromTheEnvironment(Site site) {
        // When
        try (RunningServer server = site.server()
                .bind()
                .env("PORT", "0")
                .env("WEB_CONCURRENCY", "3")
                .expectWorkers(3)
                .start()) {
            // Then
            assertThat(server.log().text()).contains("Listening at: http://0.0.0.0:" + server.port());
            assertThat(server.workers()).hasSize(3);
            assertThat(server.get("/").body()).isEqualTo("hello");
        }
    }

    @Test
    void givesTheApplicationItsEnvironment(Site site) {
        // When
        try (RunningServer server = site.server()
                .env("INHERITED", "from outside")
                .env("CHANGED", "from outside")
                .args("--env", "GREETING=good day", "-e", "CHANGED=by raw_env")
                .start()) {
            // Then
            assertThat(server.get("/env?GREETING").body()).isEqualTo("good day");
            assertThat(server.get("/env?CHANGED").body()).isEqualTo("by raw_env");
            assertThat(server.get("/env?INHERITED").body()).isEqualTo("from outside");
        }
    }

    @Test
    void worksInTheDirectoryOfChdir(Site site) {
        // Given
        site.write("shop/Hello.java", """
            import org.jcorn.Request;
            import org.jcorn.Response;

            class Hello {
                static void app(Request request, Response response) throws Exception {
                    response.send(new java.io.File("").getAbsolutePath());
                }
            }
            """);
        // When
        try (RunningServer server =
                site.server().args("--chdir", "shop").application("Hello:app").start()) {
            // Then
            assertThat(server.get("/").body()).isEqualTo(site.path("shop").toString());
        }
    }

    @Test
    void readsAConfigFile(Site site) {
        // Given
        site.write("shop.properties", """
            # three of them
            workers = 3
            proc_name = from-file
            raw_env = GREETING="good day" OTHER=1
            """);
        // When
        try (RunningServer server =
                site.server().args("-c", "shop.properties").expectWorkers(3).start()) {
            // Then
            assertThat(ProcessTree.title(server.pid())).isEqualTo("jcorn: master [from-file]");
            assertThat(server.get("/env?GREETING").body()).isEqualTo("good day");
        }
    }

    @Test
    void ranksItsSources(Site site) {
        // Given
        site.write("shop.properties", "workers = 3\nproc_name = file\nworker_jvm_options = -Dsource=file\n");
        // When
        try (RunningServer server = site.server()
                .env("WEB_CONCURRENCY", "4")
                .env("JCORN_CMD_ARGS", "--config shop.properties --name cmd-args --worker-jvm-option -Dsource=cmd-args")
                .args("--worker-jvm-option", "-Dsource=command-line")
                .expectWorkers(3)
                .start()) {
            // Then
            assertThat(ProcessTree.title(server.pid())).isEqualTo("jcorn: master [cmd-args]");
            assertThat(server.get("/property?source").body()).isEqualTo("command-line");
        }
    }

    @Test
    void runsWithAHeapSmallerThanUsual(Site site) {
        // When
        try (RunningServer server =
                site.server().args("--worker-jvm-option", "-Xmx12m").start()) {
            // Then
            assertThat(server.get("/").body()).isEqualTo("hello");
        }
    }
}
