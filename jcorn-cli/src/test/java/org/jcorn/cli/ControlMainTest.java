package org.jcorn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import org.jcorn.control.ControlCall;
import org.jcorn.control.ControlServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client, with a server that says of each command which it was. */
@Timeout(30)
class ControlMainTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String input = "";
    private boolean prompts;
    private ServerSocketChannel listener;
    private ControlServer server;

    @BeforeEach
    void serve() throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("jcorn.ctl"));
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
        SocketChannel first = SocketChannel.open(address);
        server = new ControlServer(listener, ControlMainTest::answer);
        server.start(listener.accept());
        first.close();
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        listener.close();
    }

    private static void answer(ControlCall call) {
        if (call.words().get(0).equals("fail")) {
            call.refuse("it failed");
        } else {
            call.answer(Map.of("command", String.join(" ", call.words())));
        }
    }

    @Test
    void showsATable() {
        assertThat(jcornc("-c", "show stats")).isZero();
        assertThat(output()).isEqualTo("command  show stats\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-j", "--json"})
    void showsJson(String flag) {
        assertThat(jcornc(flag, "--command=show <all>")).isZero();
        assertThat(output()).isEqualTo("{\n  \"command\": \"show <all>\"\n}\n");
    }

    @Test
    void saysWhyACommandFailed() {
        assertThat(jcornc("-c", "fail")).isEqualTo(1);
        assertThat(output()).isEmpty();
        assertThat(errors()).isEqualTo("jcornc: error: it failed\n");
    }

    @ParameterizedTest
    @CsvSource({"quit", "exit", "q", "''"})
    void readsCommandsUntilItIsToldToLeave(String last) {
        input = "one\n\n two \nfail\nthree\n" + last + (last.isEmpty() ? "" : "\nfour\n");

        assertThat(jcornc()).isEqualTo(1); // since one of them failed
        assertThat(output()).isEqualTo("command  one\ncommand  two\ncommand  three\n");
        assertThat(errors()).isEqualTo("jcornc: error: it failed\n");
    }

    @Test
    void promptsWhoTypes() {
        prompts = true;
        input = "one\nfail\nquit\n";

        assertThat(jcornc()).isZero();
        assertThat(output()).isEqualTo("jcorn> command  one\njcorn> jcorn> ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help"})
    void help(String flag) {
        assertThat(jcornc(flag)).isZero();
        assertThat(output()).startsWith("usage: jcornc [OPTIONS]\n").contains("--socket", "--command", "--json");
    }

    @Test
    void version() {
        assertThat(jcornc("--version")).isZero();
        assertThat(output()).matches("jcornc \\(version \\S+\\)\n");
    }

    @ParameterizedTest
    @CsvSource({"--nonsense", "-c", "word"})
    void unknownOptions(String option) {
        assertThat(jcornc(option)).isEqualTo(2);
        assertThat(errors()).startsWith("jcornc: error: ");
    }

    @Test
    void saysWhereNobodyAnswers() {
        Path nowhere = directory.resolve("nowhere");

        assertThat(jcornc("-s", nowhere.toString(), "-c", "help")).isEqualTo(1);
        assertThat(errors()).startsWith("jcornc: error: no server answers at " + nowhere + ": ");
    }

    @Test
    void saysThatAPathIsTooLong() {
        assertThat(jcornc("--socket", "/" + "x".repeat(200), "-c", "help")).isEqualTo(1);
        assertThat(errors()).contains("no server answers at /xxx").contains("too long");
    }

    private int jcornc(String... args) {
        return new ControlMain(
                        Map.of("XDG_RUNTIME_DIR", directory.toString()),
                        new ByteArrayInputStream(input.getBytes(UTF_8)),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        prompts)
                .run(args);
    }

    private String output() {
        return out.toString(UTF_8);
    }

    private String errors() {
        return err.toString(UTF_8);
    }
}
