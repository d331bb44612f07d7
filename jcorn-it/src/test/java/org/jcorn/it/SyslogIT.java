package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.Outcome;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.Rsyslog;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Waiting;
import org.jcorn.it.kit.WorkerClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The operator collects the logs with the real rsyslog. */
@IntegrationTest
class SyslogIT {

    @ParameterizedTest
    @EnumSource(Rsyslog.Input.class)
    void receivesExactlyWhatWasLogged(Rsyslog.Input input, Site site) throws IOException {
        // Given
        try (Rsyslog syslog = Rsyslog.start(site, input);
                RunningServer server = site.server()
                        .args("--log-syslog", "--log-syslog-to", syslog.address(), "--log-syslog-prefix", "shop")
                        .args("--log-syslog-facility", "local3", "--access-logformat", "\"%(r)s\" %(s)s")
                        .start()) {
            // When
            for (int i = 0; i < 50; i++) {
                server.get("/" + i);
            }
            server.get("/throw");
            assertThat(server.stop()).isZero();
            // Then
            syslog.log().await("Shutting down: Master");
            assertThat(syslog.log().lines()).allMatch(line -> line.startsWith("local3."));
            assertThat(syslog.log().lines().stream()
                            .filter(line -> line.contains("info jcorn.shop.access: "))
                            .map(line -> line.substring(line.indexOf('"'))))
                    .hasSize(51)
                    .startsWith("\"GET /0 HTTP/1.1\" 200", "\"GET /1 HTTP/1.1\" 200")
                    .endsWith("\"GET /49 HTTP/1.1\" 200", "\"GET /throw HTTP/1.1\" 500");
            assertThat(syslog.log().count("err jcorn.shop.error: [")).isEqualTo(1);
            assertThat(syslog.log().text())
                    .contains("Error handling request GET /throw#012java.lang.IllegalStateException");
            assertThat(server.log().lines().stream().filter(line -> line.startsWith("[")))
                    .as("each line of the error log")
                    .allSatisfy(line -> assertThat(syslog.log().text())
                            .contains(line.substring(line.indexOf("] ", line.indexOf("] [") + 2))
                                    .replaceFirst("^] \\[\\w+] ", "")));
        }
    }

    @Test
    void writesRfc5424(Site site) throws IOException {
        try (Rsyslog syslog = Rsyslog.start(site, Rsyslog.Input.TCP);
                RunningServer server = site.server()
                        .args("--log-syslog", "--log-syslog-to", syslog.address(), "--log-syslog-format", "rfc5424")
                        .args("--disable-redirect-access-to-syslog", "--name", "shop")
                        .start()) {
            server.get("/");
            long arbiter = server.pid();
            assertThat(server.stop()).isZero();
            syslog.log().await("Shutting down: Master");
            assertThat(syslog.log().text()).contains("user.info jcorn.shop[" + arbiter + "]Starting jcorn");
            assertThat(syslog.log().count("GET /")).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.it.kit.WorkerClass#all")
    void aServerThatIsDownBlocksNobodyAndIsFoundAgain(WorkerClass workerClass, Site site) throws IOException {
        // Given
        Rsyslog first = Rsyslog.start(site, Rsyslog.Input.TCP);
        try (RunningServer server = site.server()
                .args(workerClass.arguments())
                .args("--log-syslog", "--log-syslog-to", first.address(), "--access-logformat", "%(r)s")
                .args("--keep-alive", "0")
                .start()) {
            server.get("/before");
            first.log().await("GET /before");
            first.close();
            // When
            for (int i = 0; i < 100; i++) {
                assertThat(RawClient.get(server.port(), "/while").status()).isEqualTo(200);
            }
            // Then
            server.log().await("cannot be reached");
            try (Rsyslog second = first.again()) {
                Waiting.until("all that was kept", () -> second.log().count("GET /while") == 100);
                server.log().await("is reached again");
                assertThat(server.stop()).isZero();
            }
            assertThat(server.log().text()).doesNotContain("did not get");
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.it.kit.WorkerClass#all")
    void aServerThatHangsBlocksNobody(WorkerClass workerClass, Site site) throws IOException {
        // Given: one that takes connections, but never reads
        try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                RunningServer server = site.server()
                        .args(workerClass.arguments())
                        .args("--log-syslog", "--log-syslog-to", "tcp://127.0.0.1:" + deaf.getLocalPort())
                        .args("--keep-alive", "0")
                        .start()) {
            // When: more than sockets and queue take
            String path = "/" + "x".repeat(3_900);
            for (int i = 0; i < 2_500; i++) {
                assertThat(RawClient.get(server.port(), path).status()).isEqualTo(200);
            }
            // Then
            assertThat(server.stop()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --log-syslog-to ftp://here         | setting 'syslog_addr': "ftp://here" must begin with udp://, tcp:// or unix://
            --log-syslog-to udp://here:0       | setting 'syslog_addr': "udp://here:0" must have a port from 1 to 65535
            --log-syslog-to unix://dev/log     | setting 'syslog_addr': "unix://dev/log" must have an absolute path
            --log-syslog-to unix:///dev/log#x  | setting 'syslog_addr': "unix:///dev/log#x" may end in #dgram or #stream only
            --log-syslog-facility local8       | setting 'syslog_facility': "local8" must be one of kern, user,
            --log-syslog-format cef            | setting 'syslog_format': "cef" must be one of rfc3164, rfc5424
            """)
    void whatIsWrongIsTold(String arguments, String message, Site site) {
        Outcome outcome = site.server().args(arguments.split(" ", -1)).run();

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output()).contains(message);
    }
}
