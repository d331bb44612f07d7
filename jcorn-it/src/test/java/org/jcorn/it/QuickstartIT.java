package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.LogTail;
import org.jcorn.it.kit.Manual;
import org.jcorn.it.kit.OtherArbiter;
import org.jcorn.it.kit.Outcome;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.ServerBuilder;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A new user types what {@code docs/quickstart.md} says, in that order. */
@IntegrationTest
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class QuickstartIT {

    private static final String PAGE = "docs/quickstart.md";

    @Test
    void itsCommandsWork(Site site) throws IOException {
        // Given
        Iterator<String> commands = Manual.lines(PAGE).iterator();
        String shop = Manual.blocks(PAGE, "java").get(0);
        String later = shop.replace("Hello", "Good morning");
        String broken = later.replace("!\\n\");", "!\\n\")");
        assertThat(broken).isNotEqualTo(later);
        site.write("Shop.java", shop);

        // When: one worker, several, and of other classes
        String ask;
        try (RunningServer server = serve(site, commands.next()).start()) {
            ask = commands.next();
            assertThat(shell(site, ask, server.port())).isEqualTo("Hello, Alice!\n");
        }
        for (int workers : new int[] {4, 2, 2}) {
            try (RunningServer server =
                    serve(site, commands.next()).expectWorkers(workers).start()) {
                assertThat(shell(site, ask, server.port())).isEqualTo("Hello, Alice!\n");
            }
        }

        // When: the configuration file
        site.write("jcorn.conf.java", configuration());
        Outcome check = serve(site, commands.next()).run();
        assertThat(check).isEqualTo(new Outcome(0, ""));
        try (RunningServer server =
                serve(site, commands.next()).expectWorkers(2).start()) {
            server.log().await("worker 2 was started");
            assertThat(shell(site, commands.next(), server.port())).isEqualTo("Hello, Bob!\n");
            assertThat(shell(site, commands.next(), 0)).contains("\"GET /Bob HTTP/1.1\" 200 12 ");

            // When: reload
            List<Long> former = server.workers();
            site.write("Shop.java", later);
            String reload = commands.next();
            shell(site, reload, 0);
            server.awaitReplaced(former, 2);
            ask = commands.next();
            assertThat(shell(site, ask, server.port())).isEqualTo("Good morning, Carol!\n");
            site.write("Shop.java", broken);
            shell(site, reload, 0);
            server.log().await("Shop.java:7: error: ';' expected");
            server.log().await("Reload failed");
            assertThat(shell(site, ask, server.port())).isEqualTo("Good morning, Carol!\n");

            // When: resize
            site.write("Shop.java", shop);
            shell(site, commands.next(), 0);
            server.awaitReady(3);
            shell(site, commands.next(), 0);
            server.awaitReady(2);
            assertThat(server.stop()).isZero();
        }

        // When: development
        try (RunningServer server =
                serve(site, commands.next()).expectWorkers(2).start()) {
            site.write("Shop.java", broken);
            Waiting.until("the error", () -> server.get("/").body().contains("expected"));
            site.write("Shop.java", later);
            Waiting.until("the new code", () -> server.get("/").body().startsWith("Good morning"));
        }

        // When: in the background
        assertThat(serve(site, commands.next()).run()).isEqualTo(new Outcome(0, ""));
        try (OtherArbiter daemon = OtherArbiter.of(site.path("shop.pid"))) {
            LogTail log = new LogTail(site.path("shop.log"));
            int port = Integer.parseInt(
                    log.awaitMatch("Listening at: http://127.0.0.1:(\\d+)").group(1));
            assertThat(shell(site, ask, port)).isEqualTo("Good morning, Carol!\n");
            shell(site, commands.next(), 0);
            daemon.awaitEnd();
        }

        // Then
        assertThat(commands).isExhausted();
    }

    /** {@return the configuration file of the page} */
    static String configuration() throws IOException {
        return Manual.blocks(PAGE, "java").get(1);
    }

    /** {@return the server that a command starts} Its port is a free one, and nothing else is other than it says. */
    private static ServerBuilder serve(Site site, String command) {
        String[] words = command.split(" ", -1);
        assertThat(words[0]).isEqualTo("jcorn");
        words[0] = site.distribution().launcher().toString();
        return site.server().command(words).bind().application(" ").env("JCORN_CMD_ARGS", "--bind 127.0.0.1:0");
    }

    private static String shell(Site site, String command, int port) {
        Outcome outcome = site.server()
                .command("sh", "-c", command.replace("curl", "curl -sS").replace("8000", Integer.toString(port)))
                .bind()
                .application(" ")
                .run();
        assertThat(outcome.status()).as("%s: %s", command, outcome.output()).isZero();
        return outcome.output();
    }
}
