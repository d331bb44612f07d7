package org.jcorn.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.Jcornc;
import org.jcorn.it.kit.OtherArbiter;
import org.jcorn.it.kit.Outcome;
import org.jcorn.it.kit.ProcessTree;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.StrictLoad;
import org.jcorn.it.kit.Waiting;
import org.jcorn.it.kit.WorkerClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An operator asks a running server, and tells it what to do, with {@code jcornc}. */
@IntegrationTest
class ControlIT {

    @ParameterizedTest
    @MethodSource("org.jcorn.it.kit.WorkerClass#all")
    void showsHowTheServerIs(WorkerClass workerClass, Site site) {
        // Given
        try (RunningServer server = site.server()
                .workers(2)
                .args(workerClass.arguments())
                .args("--env", "PASSWORD=of-nobodys-concern")
                .start()) {
            Jcornc jcornc = Jcornc.of(site, server);
            for (int i = 0; i < 5; i++) {
                server.get("/");
            }
            // Then
            Waiting.until(
                    "five requests",
                    () -> jcornc.value("show stats", "requests").equals("5"));
            assertThat(jcornc.obeys("show stats"))
                    .containsPattern("pid +" + server.pid() + "\n")
                    .containsPattern("state +ready\n")
                    .containsPattern("uptime +\\d+\\.\\d+\n")
                    .containsPattern("workers_current +2\n")
                    .containsPattern("workers_target +2\n")
                    .containsPattern("workers_spawned +2\n")
                    .containsPattern("workers_killed +0\n")
                    .containsPattern("reloads +0\n");
            for (long worker : server.workers()) {
                assertThat(jcornc.obeys("show workers"))
                        .containsPattern("\n" + worker + " +[12] +1 +ready +true +\\d +0 +\\d +\\d+\\.\\d+\n");
            }
            assertThat(jcornc.obeys("show listeners")).containsPattern("\n127.0.0.1:" + server.port() + " +inet +1 ");
            assertThat(jcornc.obeys("show all")).contains("stats:\n", "\nworkers:\n", "\nlisteners:\n");
            assertThat(jcornc.obeys("show config"))
                    .containsPattern("\nworkers +2 +\\(command line\\)\n")
                    .containsPattern("\nraw_env +PASSWORD=\\*\\*\\* ")
                    .doesNotContain("of-nobodys-concern");
            assertThat(jcornc.obeys("help")).contains("worker add [N]", "shutdown [graceful|quick]");
            assertThat(jcornc.refuses("show dirty")).isEqualTo("jcornc: error: jcorn has no dirty arbiters\n");
            assertThat(jcornc.refuses("dirty add")).isEqualTo("jcornc: error: jcorn has no dirty arbiters\n");
        }
    }

    @Test
    void changesHowManyWorkersThereAre(Site site) {
        // Given
        try (RunningServer server = site.server().start()) {
            Jcornc jcornc = Jcornc.of(site, server);
            // When, then
            jcornc.obeys("worker add 2");
            server.awaitReady(3);
            jcornc.obeys("worker add");
            server.awaitReady(4);
            jcornc.obeys("worker remove");
            server.awaitReady(3);
            assertThat(jcornc.obeys("worker remove 10")).containsPattern("removed +2\n");
            server.awaitReady(1);
            assertThat(jcornc.obeys("worker remove")).containsPattern("removed +0\n");
            assertThat(jcornc.value("show stats", "workers_spawned")).isEqualTo("4");
        }
    }

    @Test
    void endsAWorkerAndNobodyElse(Site site) {
        // Given
        try (RunningServer server = site.server().workers(2).start();
                StrictLoad load = StrictLoad.on(server, 2, "/")) {
            Jcornc jcornc = Jcornc.of(site, server);
            List<Long> workers = server.workers();
            load.awaitMore(20);
            // When
            jcornc.obeys("worker kill " + workers.get(0));
            // Then
            server.awaitReplaced(workers.subList(0, 1), 2);
            assertThat(server.workers()).contains(workers.get(1));
            load.awaitMore(20);
            assertThat(load.stop().failures()).isEmpty();
            // When
            long self = ProcessHandle.current().pid();
            assertThat(jcornc.refuses("worker kill " + self)).contains(self + " is no worker of this server");
            assertThat(jcornc.refuses("worker kill " + server.pid())).contains("is no worker of this server");
            assertThat(server.alive()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            worker kill        | 'worker kill' needs a positive number, not ''
            worker kill -1     | 'worker kill' needs a positive number, not '-1'
            worker add none    | 'worker add' needs a positive number, not 'none'
            worker add 0       | 'worker add' needs a positive number, not '0'
            worker remove 1 2  | unexpected argument '2'
            worker             | unknown argument '' of 'worker': add, remove or kill
            show everything    | unknown argument 'everything' of 'show': all, workers, config, stats or listeners
            shutdown now       | unknown argument 'now' of 'shutdown': graceful or quick
            reload it          | unexpected argument 'it'
            restart            | unknown command 'restart', see 'help'
            """)
    void saysWhatIsWrongWithACommand(String command, String message, Site site) {
        try (RunningServer server = site.server().start()) {
            assertThat(Jcornc.of(site, server).refuses(command)).isEqualTo("jcornc: error: " + message + "\n");
            assertThat(server.get("/").body()).isEqualTo("hello");
        }
    }

    @Test
    void reloadsReopensAndStops(Site site) throws IOException {
        // Given
        Path log = site.path("error.log");
        RunningServer server = site.server()
                .args("--control-socket", "given.ctl", "--error-logfile", log.toString())
                .launch()
                .awaitReadiness(1);
        try (server) {
            Jcornc jcornc = Jcornc.at(site, site.path("given.ctl"));
            List<Long> former = server.workers();
            // When
            jcornc.obeys("reload");
            // Then
            Waiting.until("other workers", () -> former.stream().noneMatch(ProcessTree::alive));
            Waiting.until(
                    "the reload", () -> jcornc.value("show stats", "reloads").equals("1"));
            // When
            Files.move(log, site.path("error.log.1"));
            jcornc.obeys("reopen");
            // Then
            Waiting.until("a new log", () -> Files.exists(log));
            // When
            assertThat(jcornc.obeys("shutdown")).contains("shutting down", "graceful");
            // Then
            assertThat(server.awaitExit()).isZero();
            assertThat(jcornc.socket()).doesNotExist();
            assertThat(jcornc.refuses("show stats")).startsWith("jcornc: error: no server answers at ");
        }
    }

    @Test
    void whoFinishesItsRequestsCanBeAskedAndHurried(Site site) {
        // Given
        try (RunningServer server = site.server().start();
                StrictLoad load = StrictLoad.on(server, 1, "/gate?busy")) {
            Jcornc jcornc = Jcornc.of(site, server);
            site.awaitGate("busy");
            jcornc.obeys("shutdown");
            // Then
            assertThat(jcornc.value("show stats", "state")).isEqualTo("stopping");
            assertThat(jcornc.refuses("reload")).contains("the server is stopping");
            // When
            jcornc.obeys("shutdown quick");
            // Then
            assertThat(server.awaitExit()).isZero();
            load.stop();
        }
    }

    @Test
    void readsCommandsAndShowsJson(Site site) {
        // Given
        try (RunningServer server = site.server().start()) {
            Jcornc jcornc = Jcornc.of(site, server);
            // When: the socket is found by the rule that the server has, too
            Outcome outcome = jcornc.run(List.of(), "show listeners\nnonsense\nq\nworker add\n", "--json");
            // Then
            assertThat(outcome.status()).isEqualTo(1);
            assertThat(outcome.output())
                    .contains("\"address\": \"127.0.0.1:" + server.port() + "\"")
                    .contains("jcornc: error: unknown command 'nonsense', see 'help'");
            server.awaitReady(1);
        }
    }

    @Test
    void aDaemonIsStoppedByIt(Site site) {
        // Given
        Path pidfile = site.path("shop.pid");
        assertThat(site.server()
                        .args("--daemon", "--pid", pidfile.toString(), "--control-socket", "shop.ctl")
                        .run()
                        .status())
                .isZero();
        try (OtherArbiter daemon = OtherArbiter.of(pidfile)) {
            // When
            Jcornc.at(site, site.path("shop.ctl")).obeys("shutdown");
            // Then
            daemon.awaitEnd();
        }
    }

    @Test
    void clientsThatHangAndNonsenseHarmNobody(Site site) throws IOException {
        // Given
        List<SocketChannel> clients = new ArrayList<>();
        try (RunningServer server = site.server().start()) {
            Jcornc jcornc = Jcornc.of(site, server);
            for (int i = 0; i < 100; i++) {
                SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(jcornc.socket()));
                clients.add(client);
                client.write(ByteBuffer.wrap(
                        i % 2 == 0 ? new byte[] {0, 0, 1, 0, '{'} : "GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8)));
            }
            // When
            String state = jcornc.value("show stats", "state");
            // Then
            assertThat(state).isEqualTo("ready");
            assertThat(server.get("/").body()).isEqualTo("hello");
            server.reload(1);
            assertThat(server.stop()).isZero();
        } finally {
            for (SocketChannel client : clients) {
                client.close();
            }
        }
    }

    @Test
    void manyClientsAtOnce(Site site) throws Exception {
        // Given
        String request = "{\"id\": 1, \"command\": \"show\", \"args\": [\"workers\"]}";
        try (RunningServer server = site.server().workers(2).start()) {
            Path socket = Jcornc.of(site, server).socket();
            List<FutureTask<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                clients.add(new FutureTask<>(() -> ask(socket, request, 20)));
            }
            // When
            clients.forEach(client -> new Thread(client).start());
            // Then
            for (FutureTask<Integer> client : clients) {
                assertThat(client.get()).isEqualTo(20);
            }
        }
    }

    private static int ask(Path socket, String request, int times) throws IOException {
        int answers = 0;
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            for (int i = 0; i < times; i++) {
                byte[] body = request.getBytes(UTF_8);
                client.write(ByteBuffer.allocate(4 + body.length)
                        .putInt(body.length)
                        .put(body)
                        .flip());
                String reply = new String(
                        read(client, read(client, Integer.BYTES).getInt()).array(), UTF_8);
                answers += reply.startsWith("{\"id\":1,\"status\":\"ok\",\"data\":{\"workers\":[{") ? 1 : 0;
            }
        }
        return answers;
    }

    private static ByteBuffer read(SocketChannel client, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            assertThat(client.read(bytes)).isPositive();
        }
        return bytes.flip();
    }
}
