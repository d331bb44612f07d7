package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.KeepAliveLoad;
import org.jcorn.it.kit.LogTail;
import org.jcorn.it.kit.Outcome;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.ServerBuilder;
import org.jcorn.it.kit.Site;
import org.jcorn.tls.TlsFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator gives the server a certificate: who is served, how a certificate is renewed, and what can go wrong. */
@IntegrationTest
class TlsIT {

    private static final SSLContext CLIENT = TlsFixture.client();

    static Stream<String> workers() {
        return Stream.of("sync", "gthread --threads 4", "gthread --threads 0", "netty")
                .filter(worker -> !worker.endsWith(" 0") || Runtime.version().feature() >= 21);
    }

    /** {@return a server with the files {@code server.crt} and {@code server.key} of the site} */
    private static ServerBuilder server(Site site, String worker) throws IOException {
        install(site, "rsa.crt", "rsa-pkcs8.key");
        return site.server()
                .bind("localhost:0")
                .args(("--worker-class " + worker).split(" ", -1))
                .args("--certfile", "server.crt", "--keyfile", "server.key");
    }

    private static void install(Site site, String certificate, String key) throws IOException {
        Files.copy(TlsFixture.file(certificate), site.path("server.crt"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(TlsFixture.file(key), site.path("server.key"), StandardCopyOption.REPLACE_EXISTING);
    }

    /** {@return what a command wrote} Its standard input ends at once, unless it has text to read. */
    private static Outcome run(Site site, String input, String... command) throws IOException, InterruptedException {
        Path in = site.write("input-" + System.nanoTime(), input);
        File out = site.path("output-" + System.nanoTime()).toFile();
        Process process = new ProcessBuilder(command)
                .directory(site.directory().toFile())
                .redirectInput(in.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out)
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS))
                .as("%s ends", List.of(command))
                .isTrue();
        return new Outcome(process.exitValue(), Files.readString(out.toPath(), StandardCharsets.ISO_8859_1));
    }

    private static Outcome curl(Site site, RunningServer server, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "curl",
                "-sS",
                "--max-time",
                "20",
                "--cacert",
                TlsFixture.file("ca.crt").toString()));
        Collections.addAll(command, options);
        command.add("https://localhost:" + server.port() + "/");
        return run(site, "", command.toArray(new String[0]));
    }

    private static boolean installed(String command) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, command)));
    }

    /** {@return whose certificate a new connection gets} */
    private static String shown(RunningServer server) throws IOException {
        try (SSLSocket socket =
                (SSLSocket) CLIENT.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.startHandshake();
            return socket.getSession().getPeerPrincipal().getName();
        }
    }

    @ParameterizedTest
    @MethodSource("workers")
    void servesTheClientOfTheJdk(String worker, Site site) throws Exception {
        try (RunningServer server = server(site, worker).start()) {
            // Given
            HttpClient client = HttpClient.newBuilder().sslContext(CLIENT).build();
            URI uri = URI.create("https://localhost:" + server.port() + "/");

            // Then
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> response =
                        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
                assertThat(response.body()).isEqualTo("hello");
            }
            server.log().await("Listening at: https://");
            assertThat(server.stop()).isZero();
            assertThat(server.log().text()).doesNotContain("[WARNING]", "[ERROR]");
        }
    }

    @ParameterizedTest
    @MethodSource("workers")
    void servesCurlAndOpenSsl(String worker, Site site) throws Exception {
        assumeThat(installed("curl") && installed("openssl")).isTrue();
        try (RunningServer server = server(site, worker).start()) {
            for (String version : List.of("1.2", "1.3")) {
                assertThat(curl(site, server, "--tlsv" + version, "--tls-max", version))
                        .isEqualTo(new Outcome(0, "hello"));
                Outcome openssl = run(
                        site,
                        "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                        "openssl",
                        "s_client",
                        "-connect",
                        "localhost:" + server.port(),
                        "-tls" + version.replace('.', '_'),
                        "-CAfile",
                        TlsFixture.file("ca.crt").toString(),
                        "-verify_return_error",
                        "-ign_eof");
                assertThat(openssl.status()).isZero();
                assertThat(openssl.output()).contains("TLSv" + version, "HTTP/1.1 200 OK", "hello");
            }
            Outcome old = curl(site, server, "--tls-max", "1.1");
            assertThat(old.status()).isEqualTo(35);
        }
    }

    @ParameterizedTest
    @MethodSource("workers")
    void tellsPlainHttpWhereItIs(String worker, Site site) throws Exception {
        try (RunningServer server = server(site, worker).start()) {
            // When
            assertThat(server.get("/").status()).isEqualTo(400);

            // Then
            server.log().await("Invalid request from ip=");
            assertThat(server.log().lines())
                    .filteredOn(line -> line.contains("[WARNING]"))
                    .singleElement()
                    .asString()
                    .endsWith(": TLS: the client speaks plain HTTP");
            assertThat(shown(server)).isEqualTo("CN=rsa.jcorn.test");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, '', 0",
        "1, client, 0",
        "1, stranger, 56",
        "2, '', 56",
        "2, client, 0",
        "2, stranger, 56",
    })
    void demandsClientCertificates(String required, String client, int status, Site site) throws Exception {
        assumeThat(installed("curl")).isTrue();
        String authority = TlsFixture.file("ca.crt").toString();
        try (RunningServer server = server(site, "gthread --threads 2")
                .args("--cert-reqs", required, "--ca-certs", authority)
                .start()) {
            // When
            String[] options = client.isEmpty()
                    ? new String[0]
                    : new String[] {
                        "--cert", TlsFixture.file(client + ".crt").toString(),
                        "--key", TlsFixture.file(client + ".key").toString()
                    };
            Outcome outcome = curl(site, server, options);

            // Then
            assertThat(outcome.status()).as(outcome.output()).isEqualTo(status);
            if (status != 0) {
                server.log().await("[WARNING] Invalid request from ip="); // the client may hear of it first
            }
            assertThat(server.log().lines())
                    .filteredOn(line -> line.contains("[WARNING] Invalid request from ip="))
                    .hasSize(status == 0 ? 0 : 1);
        }
    }

    @ParameterizedTest
    @MethodSource("workers")
    void showsNewConnectionsANewCertificateAfterHup(String worker, Site site) throws Exception {
        try (RunningServer server = server(site, worker).workers(2).start();
                KeepAliveLoad load = KeepAliveLoad.on(server, 2, CLIENT.getSocketFactory())) {
            assertThat(shown(server)).isEqualTo("CN=rsa.jcorn.test");
            if (!worker.equals("sync")) {
                load.awaitMore(10);
            }

            // When
            install(site, "ec.crt", "ec-sec1.key");
            server.reload(2);

            // Then
            assertThat(shown(server)).isEqualTo("CN=ec.jcorn.test");
            load.awaitMore(10);
            assertThat(load.stop()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "rsa.crt, client.key, is not the key of the first certificate in",
        "broken.crt, rsa-pkcs8.key, has a broken certificate",
        "rsa.crt, rsa-pbes2.key, 'is encrypted, and there is no setting ''keyfile_password'''",
    })
    void keepsTheOldCertificateWhenTheNewIsBad(String certificate, String key, String message, Site site)
            throws Exception {
        try (RunningServer server =
                        server(site, "gthread --threads 2").workers(2).start();
                KeepAliveLoad load = KeepAliveLoad.on(server, 2, CLIENT.getSocketFactory())) {
            // Given
            List<Long> workers = server.workers();
            LogTail since = server.log().fromHere();

            // When
            install(site, certificate, key);
            server.signal("HUP");

            // Then
            since.await("Reload failed, the workers of before stay");
            assertThat(since.lines()).filteredOn(line -> line.contains(message)).hasSize(1);
            server.awaitReady(2);
            assertThat(server.workers()).isEqualTo(workers);
            assertThat(shown(server)).isEqualTo("CN=rsa.jcorn.test");

            // When
            install(site, "ec.crt", "ec-sec1.key");
            server.reload(2);

            // Then
            assertThat(shown(server)).isEqualTo("CN=ec.jcorn.test");
            assertThat(load.stop()).isEmpty();
        }
    }

    @Test
    void keepsTheOldCertificateWhenTheNewIsMissing(Site site) throws Exception {
        try (RunningServer server = server(site, "sync").start()) {
            LogTail since = server.log().fromHere();
            site.remove("server.key");
            server.signal("HUP");
            since.await("Reload failed, nothing is changed: setting 'keyfile': \"server.key\" does not exist");
            assertThat(shown(server)).isEqualTo("CN=rsa.jcorn.test");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--certfile missing.crt, setting 'certfile': \"missing.crt\" does not exist",
        "--certfile server.crt --keyfile missing.key, setting 'keyfile': \"missing.key\" does not exist",
        "--certfile server.crt --ca-certs missing.crt, setting 'ca_certs': \"missing.crt\" does not exist",
        "--certfile server.crt, setting 'certfile': \"server.crt\" has no private key",
        "--keyfile server.key, 'setting ''keyfile'': there is a key, but no certificate: set ''certfile'' too'",
        "--certfile server.crt --keyfile server.key --ciphers GARLIC, setting 'ciphers': \"GARLIC\" names no cipher suite",
    })
    void doesNotStartWithoutWhatItNeeds(String arguments, String message, Site site) throws Exception {
        // Given
        install(site, "rsa.crt", "rsa-pkcs8.key");

        // When
        Outcome outcome = site.server().args(arguments.split(" ", -1)).run();

        // Then
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.lines(message)).hasSize(1);
        assertThat(outcome.output()).doesNotContain("\tat ", "    at ");
    }

    @Test
    void looksForFilesInItsDirectory(Site site) throws Exception {
        // Given
        Files.createDirectories(site.path("etc"));
        Files.copy(TlsFixture.file("both.pem"), site.path("etc/both.pem"));

        // When
        try (RunningServer server = site.server()
                .args("--chdir", site.path("etc").toString(), "--certfile", "both.pem")
                .start()) {
            // Then
            assertThat(shown(server)).isEqualTo("CN=rsa.jcorn.test");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync", "gthread", "netty"})
    void theConfigurationFileMayMakeTheContext(String worker, Site site) throws Exception {
        // Given
        site.write("jcorn.conf.java", """
                javax.net.ssl.SSLContext sslContext(Config config, DefaultSslContext defaults) throws Exception {
                    System.err.println("made by " + config.get("worker_class"));
                    return defaults.create();
                }
                """);
        // When
        try (RunningServer server = server(site, worker).start()) {
            // Then
            server.log().await("made by " + worker);
            assertThat(shown(server)).isEqualTo("CN=rsa.jcorn.test");
        }
    }

    @Test
    void theApplicationMayMakeTheContext(Site site) throws Exception {
        // Given
        site.write("Shop.java", """
                public class Shop {
                    static void app(org.jcorn.Request request, org.jcorn.Response response) throws Exception {
                        response.send(request.scheme());
                    }
                    static javax.net.ssl.SSLContext tls(org.jcorn.hook.DefaultSslContext defaults) throws Exception {
                        System.err.println("the hook was here");
                        return defaults.create();
                    }
                }
                """);
        site.write("shop.properties", "ssl_context = Shop:tls\n");
        try (RunningServer server = server(site, "sync")
                .args("-c", "shop.properties")
                .application("Shop:app")
                .start()) {
            server.log().await("the hook was here");
            assertThat(shown(server)).isEqualTo("CN=rsa.jcorn.test");
        }

        // When
        site.write("shop.properties", "ssl_context = Shop:gone\n");
        Outcome outcome = server(site, "sync")
                .args("-c", "shop.properties")
                .application("Shop:app")
                .run();

        // Then
        assertThat(outcome.status()).isEqualTo(3);
        assertThat(outcome.output()).contains("setting 'ssl_context': \"Shop:gone\" is not there");
    }

    @Test
    void theManualIsRight(Site site) throws Exception {
        assumeThat(installed("curl") && installed("openssl")).isTrue();
        // Given
        List<String> commands = Files.readAllLines(Path.of("..", "docs", "tls.md")).stream()
                .filter(line -> line.startsWith("    "))
                .map(String::strip)
                .toList();
        site.write("Hello.java", """
                public class Hello {
                    static void app(org.jcorn.Request request, org.jcorn.Response response) throws Exception {
                        response.send("hello");
                    }
                }
                """);

        // When
        assertThat(run(site, "", commands.get(0).split(" ", -1)).status()).isZero();
        String[] serve = commands.get(1).split(" ", -1);
        assertThat(serve[0]).isEqualTo("jcorn");
        serve[0] = site.distribution().launcher().toString();
        for (int i = 0; i < serve.length; i++) {
            serve[i] = serve[i].replace("localhost:8443", "localhost:0");
        }
        try (RunningServer server =
                site.server().command(serve).bind().application(" ").start()) {
            String ask = commands.get(2).replace("8443", Integer.toString(server.port()));
            assertThat(run(site, "", (ask + " -sS").split(" ", -1))).isEqualTo(new Outcome(0, "hello"));
        }
        assertThat(run(site, "", "openssl", "genrsa", "-traditional", "-out", "old.key")
                        .status())
                .isZero();
        String convert = commands.get(3) + " -passout pass:secret";
        assertThat(run(site, "", convert.split(" ", -1)).status()).isZero();
        assertThat(site.path("new.key")).exists();
    }

    @ParameterizedTest
    @MethodSource("workers")
    void clientsThatDoNotBehaveHarmNobodyElse(String worker, Site site) throws Exception {
        try (RunningServer server =
                server(site, worker).args("--timeout", "2", "--keep-alive", "1").start()) {
            List<Socket> bad = new ArrayList<>();
            for (int i = 0; i < (worker.equals("sync") ? 2 : 50); i++) {
                Socket socket = new Socket(InetAddress.getByName("localhost"), server.port());
                if (i % 2 == 0) {
                    socket.getOutputStream().write(22);
                }
                bad.add(socket);
            }
            // When
            for (int i = 0; i < 5; i++) {
                assertThat(shown(server)).isEqualTo("CN=rsa.jcorn.test");
            }

            // Then
            for (Socket socket : bad) {
                socket.setSoTimeout(20_000);
                assertThat(socket.getInputStream().readAllBytes().length).isLessThan(50);
                socket.close();
            }
            assertThat(server.log().lines()).noneMatch(line -> line.contains("[ERROR]") || line.contains("[CRITICAL]"));
        }
    }
}
