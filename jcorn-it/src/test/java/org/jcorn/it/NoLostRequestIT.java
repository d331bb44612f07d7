package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.LogTail;
import org.jcorn.it.kit.ReadinessWatch;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Sources;
import org.jcorn.it.kit.StrictLoad;
import org.jcorn.it.kit.Waiting;
import org.junit.jupiter.api.Test;

/** A day of operation under load, in short: five deployments, a broken one, and workers recycled all the time. */
@IntegrationTest
class NoLostRequestIT {

    @Test
    void everyRequestIsAnswered(Site site) {
        // Given
        site.write("Shop.java", Sources.answering("Shop", "version 0"));
        try (RunningServer server = site.server()
                        .workers(2)
                        .args("--max-requests", "300")
                        .application("Shop:app")
                        .start();
                ReadinessWatch watch = ReadinessWatch.on(server);
                StrictLoad load = StrictLoad.on(server, 8, "/")) {
            // When
            for (int version = 1; version <= 5; version++) {
                site.write("Shop.java", Sources.answering("Shop", "version " + version));
                server.signal("HUP");
                String answer = "version " + version;
                Waiting.until(
                        "answers of " + answer,
                        () -> load.bodies().contains(answer)
                                && server.readiness().count() == 2);
                load.awaitMore(200);
            }
            LogTail since = server.log().fromHere();
            site.write("Shop.java", "class Shop { this is no Java }");
            server.signal("HUP");
            since.await("Reload failed, the workers of before stay");
            site.write("Shop.java", Sources.answering("Shop", "version 5"));
            Waiting.until("20 recycled workers", () -> server.log().count("Worker exiting (pid:") >= 5 * 2 + 20);
            load.awaitMore(200);
            // Then
            StrictLoad.Result result = load.stop();
            watch.stop();
            assertThat(result.failures()).isEmpty();
            assertThat(result.bodies())
                    .containsOnlyKeys("version 0", "version 1", "version 2", "version 3", "version 4", "version 5");
            assertThat(watch.least()).isEqualTo(2);
            assertThat(server.stop()).isZero();
        }
    }
}
