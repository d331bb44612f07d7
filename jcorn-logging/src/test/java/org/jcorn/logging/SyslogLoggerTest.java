package org.jcorn.logging;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jcorn.config.Config;
import org.jcorn.log.ProcessLog;
import org.jcorn.spi.Logger.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SyslogLoggerTest {

    private static final long PID = ProcessHandle.current().pid();

    @TempDir
    Path directory;

    private final ProcessLog log = new ProcessLog();

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void bothLogsGoThereBesideTheFile() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // When
            log.open(config(server, Map.of("loglevel", "warning")));
            assertThat(log.accessEnabled()).isTrue();
            log.info("unseen");
            log.log(Level.ERROR, "failed", new IllegalStateException("why \u001b[2J"));
            log.access("..one\ntwo\n..".getBytes(US_ASCII), 2, 8);
            log.close();

            // Then
            List<String> received = received(server);
            assertThat(received).hasSize(3);
            assertThat(received.get(0))
                    .startsWith("<11>jcorn.shop.error: [" + PID
                            + "] failed#012java.lang.IllegalStateException: why \\x1b[2J#012\tat ");
            assertThat(received.subList(1, 3))
                    .containsExactly(
                            "<14>jcorn.shop.access: [" + PID + "] one", "<14>jcorn.shop.access: [" + PID + "] two");
            assertThat(directory.resolve("error.log")).content().contains("[ERROR] failed\n");
        }
    }

    @Test
    void otherSettingsEndIt() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // Given
            log.open(config(server, Map.of("disable_redirect_access_to_syslog", "true")));
            assertThat(log.accessEnabled()).isFalse();
            log.info("one");

            // When
            log.open(Config.of(Map.of("errorlog", directory.resolve("error.log").toString())));
            log.info("two");

            // Then
            assertThat(received(server)).containsExactly("<14>jcorn.shop.error: [" + PID + "] one");
        }
    }

    @Test
    void theErrorLogTellsThatNobodyIsThere() throws IOException {
        ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        gone.close();
        log.open(config(gone, Map.of()));
        log.info("one");

        log.close();

        assertThat(directory.resolve("error.log"))
                .content()
                .containsSubsequence(
                        "[INFO] one\n",
                        "[WARNING] The syslog server tcp://127.0.0.1:" + gone.getLocalPort() + " cannot be reached: ",
                        " did not get 1 message, which is lost\n");
    }

    private Config config(ServerSocket server, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "errorlog",
                directory.resolve("error.log").toString(),
                "syslog",
                "true",
                "syslog_addr",
                "tcp://127.0.0.1:" + server.getLocalPort(),
                "syslog_prefix",
                "shop"));
        settings.putAll(more);
        return Config.of(settings);
    }

    /** {@return the lines of the one connection there was} */
    private static List<String> received(ServerSocket server) throws IOException {
        try (Socket socket = server.accept();
                BufferedReader lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
            return lines.lines().toList();
        }
    }
}
