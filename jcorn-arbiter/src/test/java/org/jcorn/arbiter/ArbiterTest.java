package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jcorn.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The loop, with real processes but no JVMs: a shell script stands for {@code java}. It writes down what happens to it
 * and behaves as the variable {@code MODE} says, which the settings of a generation set.
 */
@Timeout(60)
class ArbiterTest {

    /** Modes: ok; broken (cannot load); hold (not ready while the file exists); dies (once it is ready). */
    private static final String WORKER = """
            #!/bin/sh
            trap 'echo "$NAME $$ term" >>"$TRACE"; exit 0' TERM
            trap 'echo "$NAME $$ int" >>"$TRACE"; exit 0' INT
            trap 'echo "$NAME $$ usr1" >>"$TRACE"' USR1
            echo "$NAME $$ boot" >>"$TRACE"
            case $MODE in
            broken) echo 'failed 4 no such app' >&7; exit 4 ;;
            hold) while [ -e "$GATE" ]; do sleep 0.01; done ;;
            esac
            echo "$NAME $$ ready" >>"$TRACE"
            echo ready >&7
            echo "$NAME $$ told" >>"$TRACE"
            [ "$MODE" = dies ] && exit 7
            [ "$MODE" = worn ] && echo worn >&7
            while :; do read -r line <&6 && continue; [ $? -gt 128 ] || exit 0; done
            """;

    @TempDir
    Path directory;

    private final RecordingLogger log = new RecordingLogger();
    private final Map<String, String> settings = new HashMap<>();
    private final List<Listeners> opened = new ArrayList<>();
    private FakeSignals signals = newSignals();
    private CompletableFuture<Integer> status = new CompletableFuture<>();
    private boolean running;

    private static FakeSignals newSignals() {
        try {
            return new FakeSignals();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @BeforeEach
    void layOut() throws IOException {
        Path java = Files.writeString(directory.resolve("java"), WORKER);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectory(directory.resolve("lib"));
        Files.createFile(directory.resolve("trace"));
        settings.put("bind", "127.0.0.1:0");
        settings.put("chdir", directory.toString());
        settings.put("timeout", "0");
        settings.put("graceful_timeout", "5");
        mode("a", "ok");
    }

    @AfterEach
    void stop() {
        if (running) {
            signals.send(Signal.INT);
            await().until(status::isDone);
        }
        for (Listeners listeners : opened) {
            listeners.closeExcept(Listeners.none());
        }
        signals.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"TERM", "INT", "QUIT"})
    void stopsWithStatusZero(Signal signal) throws IOException {
        // Given
        workers(2);
        start();
        awaitTrace("a", "ready", 2);

        // When
        signals.send(signal);

        // Then
        assertThat(ended()).isZero();
        assertThat(count("a", signal == Signal.TERM ? "term" : "int")).isEqualTo(2);
        assertThat(log.find("Handling signal: " + signal)).isPresent();
        assertThat(log.find("ERROR")).isEmpty();
    }

    @Test
    void givesUpWhenNoWorkerCanEverBoot() throws IOException {
        // Given
        mode("a", "broken");
        workers(2);

        // When
        start();

        // Then
        assertThat(ended()).isEqualTo(4);
        assertThat(log.find("failed to boot: no such app")).isPresent();
        assertThat(log.find("Shutting down: no worker could boot")).isPresent();
    }

    @Test
    void replacesAWorkerThatDies() throws IOException {
        // Given
        start();
        awaitTrace("a", "ready", 1);

        // When
        kill(pids("a", "ready").get(0));

        // Then
        awaitTrace("a", "ready", 2);
        assertThat(log.find("was killed by SIGKILL, which the arbiter did not send"))
                .isPresent();
    }

    @Test
    void replacesAWornWorkerBeforeItGoes() throws IOException {
        // Given
        mode("a", "worn");
        start();

        // When
        awaitTrace("a", "term", 3);

        // Then
        assertThat(ready("a")).isNotEmpty();
        assertThat(events("a").subList(0, 4))
                .as("the replacement is ready first")
                .doesNotContain("term");
    }

    @ParameterizedTest
    @CsvSource({"rolling", "all"})
    void hupReplacesAllWorkersOnlyAfterTheirReplacementsAreReady(String strategy) throws IOException {
        // Given
        settings.put("reload_strategy", strategy);
        workers(3);
        start();
        awaitTrace("a", "ready", 3);

        // When
        mode("b", "ok");
        signals.send(Signal.HUP);

        // Then
        awaitTrace("a", "term", 3);
        assertThat(count("b", "ready")).isEqualTo(3);
        int ready = 0;
        for (String event : Files.readAllLines(directory.resolve("trace"))) {
            ready += event.endsWith(" ready") ? 1 : event.endsWith(" term") ? -1 : 0;
            if (event.endsWith(" term")) {
                assertThat(ready).as(event).isGreaterThanOrEqualTo(3);
            }
        }
    }

    @Test
    void hupWithABrokenApplicationChangesNothing() throws IOException {
        // Given
        workers(2);
        start();
        awaitTrace("a", "ready", 2);

        // When
        mode("b", "broken");
        signals.send(Signal.HUP);

        // Then
        awaitLog("Reload failed, the workers of before stay");
        turn();
        assertThat(count("a", "term")).isZero();
        assertThat(count("a", "boot")).isEqualTo(2);
        assertThat(count("b", "boot")).isEqualTo(1);
    }

    /** A smaller number of workers is part of the deploy too: it must not come true before the deploy proves good. */
    @Test
    void hupWithABrokenApplicationAndFewerWorkersChangesNothing() throws IOException {
        // Given
        workers(3);
        start();
        awaitTrace("a", "ready", 3);

        // When
        mode("b", "hold");
        workers(1);
        signals.send(Signal.HUP);
        awaitTrace("b", "boot", 1);
        int retired = count("a", "term");

        // Then
        assertThat(retired).as("retired before a new worker was ready").isZero();

        // When
        Files.delete(gate());

        // Then
        awaitTrace("a", "term", 3);
        assertThat(count("b", "ready")).isEqualTo(1);
    }

    @Test
    void hupWithABrokenConfigurationChangesNothing() throws IOException {
        // Given
        start();
        awaitTrace("a", "ready", 1);

        // When
        settings.put("workers", "many");
        signals.send(Signal.HUP);

        // Then
        awaitLog("Reload failed, nothing is changed: ");
        turn();
        assertThat(events("a")).containsExactly("boot", "ready");
    }

    @Test
    void hupWithAnAddressInUseChangesNothing() throws IOException {
        // Given
        start();
        awaitTrace("a", "ready", 1);
        try (ServerSocketChannel other =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            String taken = "127.0.0.1:" + ((InetSocketAddress) other.getLocalAddress()).getPort();

            // When
            settings.put("bind", taken);
            signals.send(Signal.HUP);

            // Then
            awaitLog("Reload failed, nothing is changed: cannot listen on " + taken);
        }
        turn();
        assertThat(events("a")).containsExactly("boot", "ready");
    }

    @Test
    void hupWithAnUnwritableLogLeavesNoListenerBehind() throws IOException {
        // Given
        start();
        awaitTrace("a", "ready", 1);

        // When
        settings.put("bind", "unix:" + directory.resolve("next.sock"));
        settings.put("errorlog", RecordingLogger.UNWRITABLE + "error.log");
        signals.send(Signal.HUP);

        // Then
        awaitLog("Reload failed, nothing is changed: the log cannot be opened");
        turn();
        assertThat(directory.resolve("next.sock")).doesNotExist();
    }

    /** The second HUP comes while the first is not proven, and its generation fails: the proven one needs its socket. */
    @Test
    void twoHupsInARowKeepTheListenersOfTheWorkersThatServe() throws IOException {
        // Given
        String first = "unix:" + directory.resolve("first.sock");
        String second = "unix:" + directory.resolve("second.sock");
        settings.put("bind", first);
        start();
        awaitTrace("a", "ready", 1);
        mode("b", "hold");
        settings.put("bind", first + "," + second);
        signals.send(Signal.HUP);
        awaitTrace("b", "boot", 1);

        // When
        mode("c", "broken");
        settings.put("bind", second);
        signals.send(Signal.HUP);

        // Then
        awaitLog("Reload failed, the workers of before stay");
        turn();
        assertThat(directory.resolve("first.sock")).exists();
        assertThat(directory.resolve("second.sock")).doesNotExist();
        assertThat(count("a", "term")).isZero();
    }

    @Test
    void hupBackToTheFormerAddressWhileTheNewOneIsNotProven() throws IOException {
        // Given
        String first = "unix:" + directory.resolve("first.sock");
        settings.put("bind", first);
        start();
        awaitTrace("a", "ready", 1);
        mode("b", "hold");
        settings.put("bind", "unix:" + directory.resolve("second.sock"));
        signals.send(Signal.HUP);
        awaitTrace("b", "boot", 1);

        // When
        mode("c", "ok");
        settings.put("bind", first);
        signals.send(Signal.HUP);

        // Then
        awaitTrace("a", "term", 1);
        assertThat(count("c", "ready")).isEqualTo(1);
        assertThat(directory.resolve("first.sock")).exists();
        assertThat(directory.resolve("second.sock")).doesNotExist();
    }

    @Test
    void ttinAndTtouResizeDownToOne() throws IOException {
        // Given
        start();
        awaitTrace("a", "ready", 1);

        // When
        signals.send(Signal.TTIN);
        awaitTrace("a", "ready", 2);
        signals.send(Signal.TTOU);
        awaitTrace("a", "term", 1);
        signals.send(Signal.TTOU);

        // Then
        awaitLog("Handling signal: TTOU: 1 → 1 workers");
        turn();
        assertThat(count("a", "term")).isEqualTo(1);
        assertThat(pids("a", "term")).isEqualTo(pids("a", "ready").subList(0, 1));
    }

    @Test
    void usr1ReopensLogsHereAndInWorkers() throws IOException {
        // Given
        start();
        awaitTrace("a", "ready", 1);

        // When
        signals.send(Signal.USR1);

        // Then
        awaitTrace("a", "usr1", 1);
        assertThat(log.records()).contains("reopened");
    }

    @Test
    void failureToBootLaterBacksOffAndServesWithWhatIsThere() throws IOException {
        // Given
        start();
        awaitTrace("a", "ready", 1);

        // When
        Files.writeString(directory.resolve("java"), WORKER.replace("case $MODE", "MODE=broken; case $MODE"));
        signals.send(Signal.TTIN);

        // Then
        awaitLog("Spawning the next worker in 1 s");
        assertThat(count("a", "term")).isZero();
        assertThat(status).isNotDone();
    }

    @Test
    void hupDuringShutdownIsIgnored() throws IOException {
        // Given
        mode("a", "hold");
        start();
        awaitTrace("a", "boot", 1);

        // When
        signals.send(Signal.TERM);
        signals.send(Signal.HUP);

        // Then
        assertThat(ended()).isZero();
        assertThat(count("a", "boot")).isEqualTo(1);
    }

    @Test
    void quickStopWhileWorkersBootIsNoFailure() throws IOException {
        // Given
        mode("a", "hold");
        workers(2);
        start();
        awaitTrace("a", "boot", 2);

        // When
        signals.send(Signal.INT);

        // Then
        assertThat(ended()).isZero();
        assertThat(log.find("ERROR")).isEmpty();
    }

    @Test
    void manyReloadsLeaveTheDescriptorsFlat() throws IOException {
        // Given
        start();
        awaitTrace("a", "ready", 1);
        int before = Descriptors.count();

        // When
        for (int i = 1; i <= 10; i++) {
            mode("g" + i, "ok");
            signals.send(Signal.HUP);
            awaitTrace("g" + i, "ready", 1);
            awaitTrace(i == 1 ? "a" : "g" + (i - 1), "term", 1);
        }
        turn();

        // Then
        assertThat(Descriptors.count()).isLessThan(before + 8);
    }

    @Test
    void signalsOfAnUpgradeDoNothingWhereThereCanBeNone() throws IOException {
        // Given
        start();
        awaitTrace("a", "told", 1);

        // When
        signals.send(Signal.USR2);
        signals.send(Signal.WINCH);
        turn();

        // Then
        assertThat(log.find("USR2: ignored, this server was not started by bin/jcorn"))
                .isPresent();
        assertThat(log.find("WINCH: ignored, this is no daemon")).isPresent();
        assertThat(count("a", "term")).isZero();
    }

    @Test
    void windsADaemonDownAndUpAgain() throws IOException {
        // Given
        settings.put("daemon", "true");
        workers(2);
        start();
        awaitTrace("a", "told", 2);

        // When
        signals.send(Signal.WINCH);
        awaitTrace("a", "term", 2);
        mode("b", "ok");
        signals.send(Signal.HUP);

        // Then
        awaitTrace("b", "ready", 2);
    }

    private void start() throws IOException {
        Native os = PipedWorkers.OS;
        settings.put("control_socket_disable", "true"); // else a reload would open one in the home of who runs this
        Config config = Config.of(settings);
        Path lib = directory.resolve("lib");
        JvmCommand command = new JvmCommand(directory.resolve("java"), lib, new Archives(null));
        Listeners listeners = Listeners.open(os, config, Listeners.none());
        opened.add(listeners);
        Succession succession = new Succession(os, log, Parent.none(os), null, null, Inheritance.none());
        Control control = new Control(os, log, Map.of(), true);
        Arbiter arbiter = new Arbiter(
                () -> Config.of(Map.copyOf(settings)),
                new Deployment(os, log, succession, control, new Generation(1, config, listeners)),
                log,
                os,
                signals,
                new WorkerFactory(os, command, 2),
                new Training(os, command, log),
                succession,
                new ServiceManager(os, log, Map.of(), true),
                new Preload(os, command, log),
                new ArbiterHooks(log, config),
                control);
        running = true;
        status = CompletableFuture.supplyAsync(arbiter::serve, work -> {
            Thread thread = new Thread(work, "arbiter");
            thread.setDaemon(true);
            thread.start();
        });
    }

    private int ended() {
        int code = status.orTimeout(30, java.util.concurrent.TimeUnit.SECONDS).join();
        running = false;
        return code;
    }

    private void workers(int count) {
        settings.put("workers", Integer.toString(count));
    }

    private Path gate() {
        return directory.resolve("gate");
    }

    private void mode(String name, String mode) throws IOException {
        if (mode.equals("hold")) {
            Files.createFile(gate());
        }
        settings.put("proc_name", name);
        settings.put(
                "raw_env",
                "NAME=" + name + " MODE=" + mode + " GATE=" + gate() + " TRACE=" + directory.resolve("trace"));
    }

    /** Wait until the loop has gone round twice, so that whatever it wanted to do is done. */
    private void turn() throws IOException {
        for (int i = 0; i < 2; i++) {
            int before = log.records().size();
            signals.send(Signal.WINCH);
            await().pollInterval(Duration.ofMillis(5)).until(() -> log.records().size() > before);
        }
    }

    /** Wait until workers wrote that down so many times, and the arbiter has heard of it. */
    private void awaitTrace(String name, String event, int times) throws IOException {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(count(name, event.equals("ready") ? "told" : event))
                        .as("%s %s in %s, log %s", name, event, events(name), log.records())
                        .isGreaterThanOrEqualTo(times));
        turn();
    }

    private void awaitLog(String text) {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(log.records()).anyMatch(record -> record.contains(text)));
    }

    private int count(String name, String event) throws IOException {
        return pids(name, event).size();
    }

    private List<String> pids(String name, String event) throws IOException {
        List<String> pids = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve("trace"))) {
            String[] words = line.split(" ", -1);
            if (words[0].equals(name) && words[2].equals(event)) {
                pids.add(words[1]);
            }
        }
        return pids;
    }

    private List<String> events(String name) throws IOException {
        return Files.readAllLines(directory.resolve("trace")).stream()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .filter(event -> !event.equals("told"))
                .toList();
    }

    /** {@return those that are ready and were not told to go} */
    private List<String> ready(String name) throws IOException {
        List<String> pids = new ArrayList<>(pids(name, "ready"));
        pids.removeAll(pids(name, "term"));
        return pids;
    }

    private static void kill(String pid) {
        PipedWorkers.OS.kill(Integer.parseInt(pid), Signal.KILL);
    }
}
