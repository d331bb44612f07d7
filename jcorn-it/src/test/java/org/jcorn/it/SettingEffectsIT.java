package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.ListeningSockets;
import org.jcorn.it.kit.ProcessTree;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.RawResponse;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.ServerBuilder;
import org.jcorn.it.kit.SettingSource;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Sources;
import org.jcorn.it.kit.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Wherever an operator writes a setting down, it does what it says. */
@IntegrationTest
class SettingEffectsIT {

    private static final String CLASSES = Site.testClasses().toString();

    @ParameterizedTest
    @EnumSource
    void socketsWorkersAndTheirSurroundings(SettingSource source, Site site) throws IOException {
        // Given
        Path work = Files.createDirectory(site.path("work"));
        Path uploads = Files.createDirectory(site.path("uploads"));
        try (RunningServer server = source.serving(
                        site,
                        "Probe:app",
                        Map.ofEntries(
                                Map.entry("bind", "127.0.0.1:0,unix:effects.sock"),
                                Map.entry("workers", "2"),
                                Map.entry("worker_class", "gthread"),
                                Map.entry("threads", "3"),
                                Map.entry("chdir", work.toString()),
                                Map.entry("pythonpath", CLASSES),
                                Map.entry("raw_env", "GREETING=hello"),
                                Map.entry("pidfile", "effects.pid"),
                                Map.entry("umask", "077"),
                                Map.entry("proc_name", "effects"),
                                Map.entry("tmp_upload_dir", uploads.toString()),
                                Map.entry("http_parser", "fast"),
                                Map.entry("loglevel", "debug"),
                                Map.entry("logger_class", "simple")))
                .expectWorkers(2)
                .start()) {
            long worker = server.workers().get(0);

            // Then
            assertThat(server.get("/").body()).isEqualTo("hello");
            assertThat(RawClient.get(work.resolve("effects.sock"), "/").body()).isEqualTo("hello");
            assertThat(server.log().text()).contains("Using worker: gthread", "[DEBUG]");
            assertThat(ProcessTree.threads(worker))
                    .filteredOn(name -> name.startsWith("jcorn-gthread-"))
                    .hasSize(3);
            assertThat(server.get("/cwd").body()).isEqualTo(work.toString());
            assertThat(server.get("/env?GREETING").body()).isEqualTo("hello");
            assertThat(work.resolve("effects.pid")).hasContent(server.pid() + "\n");
            assertThat(server.get("/umask").body()).isEqualTo("0077");
            assertThat(ProcessTree.title(worker)).isEqualTo("jcorn: worker [effects]");
            assertThat(server.get("/property?java.io.tmpdir").body()).isEqualTo(uploads.toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void limitsOfRequestsAndConnections(SettingSource source, Site site) throws IOException {
        // Given
        try (RunningServer server = source.serving(
                        site,
                        "Probe:app",
                        Map.of(
                                "bind", "127.0.0.1:0",
                                "worker_class", "netty",
                                "worker_connections", "2",
                                "pythonpath", CLASSES,
                                "keepalive", "0",
                                "limit_request_line", "100",
                                "limit_request_fields", "5",
                                "limit_request_field_size", "200"))
                .start()) {
            // Then
            assertThat(ask(server, "/", "").status()).isEqualTo(200);
            assertThat(ask(server, "/", "").field("Connection")).isEqualTo("close");
            assertThat(ask(server, "/" + "x".repeat(100), "").status()).isEqualTo(400);
            assertThat(ask(server, "/", "A: b\r\n".repeat(5)).status()).isEqualTo(431);
            assertThat(ask(server, "/", "A: " + "b".repeat(200) + "\r\n").status())
                    .isEqualTo(431);
            // And when two clients hold connections
            try (RawClient first = RawClient.connect(server.port()).get("/gate?first");
                    RawClient second = RawClient.connect(server.port()).get("/gate?second")) {
                site.awaitGate("first");
                site.awaitGate("second");
                try (RawClient third = RawClient.connect(server.port()).get("/gate?third")) {
                    // Then the third one waits
                    Waiting.steadily(
                            Duration.ofMillis(300),
                            "a third that waits",
                            () -> Files.notExists(site.path("third.entered")));
                    site.openGate("first");
                    site.openGate("second");
                    site.awaitGate("third");
                    site.openGate("third");
                    for (RawClient client : List.of(first, second, third)) {
                        assertThat(client.response().status()).isEqualTo(200);
                    }
                }
            }
        }
    }

    private static RawResponse ask(RunningServer server, String target, String fields) throws IOException {
        try (RawClient client = RawClient.connect(server.port())) {
            return client.send("GET " + target + " HTTP/1.1\r\nHost: effects\r\n" + fields + "\r\n")
                    .response();
        }
    }

    @ParameterizedTest
    @EnumSource
    void livesOfWorkers(SettingSource source, Site site) throws IOException {
        // Given
        try (RunningServer server = source.serving(
                        site,
                        "Probe:app",
                        Map.of(
                                "bind", "127.0.0.1:0",
                                "pythonpath", CLASSES,
                                "backlog", "1",
                                "max_requests", "5",
                                "timeout", "3",
                                "graceful_timeout", "1"))
                .start()) {
            backlogIsShort(server, site);
            // When: max_requests
            List<Long> first = server.workers();
            for (int i = 0; i < 5; i++) {
                server.get("/");
            }
            server.awaitReplaced(first, 1);
            // When: timeout
            List<Long> second = server.workers();
            RawClient hanging = RawClient.connect(server.port()).get("/spin");
            server.log().await("WORKER TIMEOUT (pid:" + second.get(0) + ")");
            server.awaitReplaced(second, 1);
            hanging.close();
            // When: graceful_timeout
            RawClient busy = RawClient.connect(server.port()).get("/gate?busy");
            site.awaitGate("busy");
            assertThat(server.stop()).isZero();
            assertThat(server.log().text()).contains("because of its graceful_timeout");
            busy.close();
        }
    }

    /** As many connections wait as the backlog allows, and one. */
    private static void backlogIsShort(RunningServer server, Site site) throws IOException {
        List<SocketChannel> more = new ArrayList<>();
        try (RawClient client = RawClient.connect(server.port()).get("/gate?backlog")) {
            site.awaitGate("backlog");
            for (int i = 0; i < 6; i++) {
                SocketChannel channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
                more.add(channel);
            }
            Waiting.until("a full queue", () -> ListeningSockets.waiting(server.port()) == 2);
            Waiting.steadily(
                    Duration.ofMillis(300), "a full queue", () -> ListeningSockets.waiting(server.port()) == 2);
            site.openGate("backlog");
            assertThat(client.response().status()).isEqualTo(200);
        }
        for (SocketChannel channel : more) {
            channel.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void proxiesThatAreTrusted(SettingSource source, Site site) throws IOException {
        // Given
        try (RunningServer server = source.serving(
                        site,
                        "Dump:app",
                        Map.of(
                                "bind", "127.0.0.1:0",
                                "pythonpath", CLASSES,
                                "secure_scheme_headers", "X-SCHEME=secure",
                                "forwarded_allow_ips", "127.0.0.2",
                                "proxy_protocol", "v1",
                                "proxy_allow_ips", "127.0.0.3"))
                .start()) {
            String forwarded = "GET / HTTP/1.1\r\nHost: effects\r\nX-Scheme: secure\r\n\r\n";
            String proxied = "PROXY TCP4 192.0.2.1 192.0.2.2 1000 80\r\nGET / HTTP/1.1\r\nHost: effects\r\n\r\n";

            // Then
            assertThat(from("127.0.0.2", server, forwarded).body()).contains("scheme https\n");
            assertThat(from("127.0.0.1", server, forwarded).body()).contains("scheme http\n");
            assertThat(from("127.0.0.3", server, proxied).body()).contains("remote 192.0.2.1 1000\n");
            assertThat(from("127.0.0.1", server, proxied).status()).isEqualTo(403);
        }
    }

    private static RawResponse from(String address, RunningServer server, String request) throws IOException {
        InetSocketAddress to = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
        try (RawClient client = RawClient.connect(InetAddress.getByName(address), to)) {
            return client.send(request).response();
        }
    }

    @ParameterizedTest
    @CsvSource({"COMMAND_LINE, sync", "FILE, sync", "ENVIRONMENT, sync", "COMMAND_LINE, gthread", "COMMAND_LINE, netty"
    })
    void filesAreCopiedWithoutSendfile(SettingSource source, String workerClass, Site site) {
        // Given
        site.write("large", "x".repeat(1 << 20));
        Map<String, String> settings =
                Map.of("bind", "127.0.0.1:0", "pythonpath", CLASSES, "worker_class", workerClass, "sendfile", "false");
        try (RunningServer server =
                source.serving(site, "WatchedChannel:app", settings).start()) {
            // When
            RawResponse file = server.get("/?large");
            // Then
            assertThat(file.body()).hasSize(1 << 20);
            assertThat(server.get("/how").body()).isEqualTo("read");
        }
    }

    @ParameterizedTest
    @CsvSource({"sync, yes, transferred", "sync, no, read", "gthread, 1, transferred", "netty, true, read"})
    void filesAreSentAsTheVariableSays(String workerClass, String value, String how, Site site) {
        // Given
        site.write("large", "x".repeat(1 << 20));
        Map<String, String> settings =
                Map.of("bind", "127.0.0.1:0", "pythonpath", CLASSES, "worker_class", workerClass);
        try (RunningServer server = SettingSource.FILE
                .serving(site, "WatchedChannel:app", settings)
                .env("SENDFILE", value)
                .start()) {
            // When
            RawResponse file = server.get("/?large");
            // Then
            assertThat(file.body()).hasSize(1 << 20);
            // netty's native code takes none but the JDK's channels
            assertThat(server.get("/how").body()).isEqualTo(how);
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            COMMAND_LINE, classpath,  stock.jar:shop
            COMMAND_LINE, pythonpath, `stock.jar,shop`
            FILE,         classpath,  `stock.jar, shop`
            FILE,         pythonpath, stock.jar:shop
            ENVIRONMENT,  classpath,  `stock.jar,shop`
            ENVIRONMENT,  pythonpath, stock.jar:shop
            """)
    void classPathInBothSpellings(SettingSource source, String name, String value, Site site) throws IOException {
        // Given
        Path shop = Files.createDirectory(site.path("shop"));
        Sources.compile(site.write("given/Shop.java", Sources.answering("Shop", "hello")), shop);
        Path stock = Files.createDirectory(site.path("stock"));
        Sources.compile(site.write("given/Stock.java", "class Stock { }"), stock);
        jar(site.path("stock.jar"), stock.resolve("Stock.class"));
        ServerBuilder builder = site.server().bind().application("Shop:app");
        try (RunningServer server = source.give(site, builder, Map.of("bind", "127.0.0.1:0", name, value))
                .start()) {
            // Then
            assertThat(server.get("/").body()).isEqualTo("hello");
        }
    }

    private static void jar(Path jar, Path classFile) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry(classFile.getFileName().toString()));
            out.write(Files.readAllBytes(classFile));
        }
    }

    @Test
    void theApplicationMayBeNamedByAFile(Site site) {
        // Given
        Map<String, String> settings =
                Map.of("bind", "127.0.0.1:0", "pythonpath", CLASSES, "wsgi_app", "org.jcorn.it.app.Probe:app");
        // When
        try (RunningServer server = SettingSource.FILE
                .give(site, site.server().bind().application(""), settings)
                .start()) {
            // Then
            assertThat(server.get("/").body()).isEqualTo("hello");
        }
    }
}
