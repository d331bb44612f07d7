package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.LogTail;
import org.jcorn.it.kit.OtherArbiter;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Sources;
import org.jcorn.it.kit.Waiting;
import org.junit.jupiter.api.Test;

/** The commands of {@code docs/running.md} do what it says. */
@IntegrationTest
class RunningPageIT {

    private static final Path PAGE = Path.of("../docs/running.md");

    private static final String START = "jcorn --daemon --pid shop.pid --log-file shop.log shop:app";
    private static final String UPGRADE = "kill -USR2 $(cat shop.pid)";
    private static final String COMPLETE = "kill -TERM $(cat shop.pid)";
    private static final String TAKE_BACK = "kill -TERM $(cat shop.pid.2)";
    private static final String WIND_DOWN = "kill -WINCH $(cat shop.pid)";

    @Test
    void itsCommandsWork(Site site) throws IOException {
        // Given
        assertThat(Files.readAllLines(PAGE).stream()
                        .filter(line -> line.startsWith("    "))
                        .map(String::strip))
                .containsExactly(START, UPGRADE, COMPLETE, TAKE_BACK, WIND_DOWN);
        site.write("shop.java", Sources.answering("shop", "hello"));
        Path socket = site.path("given-socket");
        LogTail log = new LogTail(site.path("shop.log"));
        Files.createDirectory(site.path("bin"));
        Files.createSymbolicLink(site.path("bin/jcorn"), site.distribution().launcher());
        // When
        run(site, START);
        try (OtherArbiter first = OtherArbiter.of(site.path("shop.pid"))) {
            assertThat(RawClient.get(socket, "/").body()).isEqualTo("hello");
            // When
            run(site, UPGRADE);
            log.await("is ready: TERM to this one");
            OtherArbiter second = OtherArbiter.of(site.path("shop.pid.2"));
            run(site, WIND_DOWN);
            Waiting.until("the end of the old workers", () -> first.workers().isEmpty());
            first.signal("HUP").awaitReady(1);
            run(site, TAKE_BACK);
            second.awaitEnd();
            log.await("this one goes on alone");
            // When
            LogTail since = log.fromHere();
            run(site, UPGRADE);
            since.await("is ready: TERM to this one");
            try (OtherArbiter third = OtherArbiter.of(site.path("shop.pid.2"))) {
                run(site, COMPLETE);
                first.awaitEnd();
                since.await("Master has been promoted.");
                // Then
                assertThat(OtherArbiter.number(site.path("shop.pid"))).isEqualTo(third.pid());
                assertThat(RawClient.get(socket, "/").body()).isEqualTo("hello");
            }
        }
    }

    @Test
    void theUnitFilesNameWhatThereIs() throws IOException {
        // Given
        Path units = Path.of("../jcorn-dist/target/jcorn/share/systemd");
        List<String> lines = Files.readAllLines(units.resolve("jcorn.service"));
        // Then
        assertThat(lines).contains("Type=notify", "ExecReload=/bin/kill -HUP $MAINPID");
        assertThat(units.resolve("jcorn.socket")).exists();
    }

    private static void run(Site site, String command) {
        assertThat(site.server()
                        .command("sh", "-c", command)
                        .bind()
                        .application(" ")
                        .env("PATH", site.path("bin") + ":" + System.getenv("PATH"))
                        .env("JCORN_CMD_ARGS", "--bind unix:" + site.path("given-socket"))
                        .run()
                        .status())
                .as(command)
                .isZero();
    }
}
