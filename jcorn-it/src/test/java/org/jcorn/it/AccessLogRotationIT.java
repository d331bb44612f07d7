package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jcorn.it.kit.Effort;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.NumberedLoad;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The operator's cron job rotates the access log of a busy server. */
@IntegrationTest
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class AccessLogRotationIT {

    private static final int REQUESTS = Effort.of(60_000, 1_000_000);
    private static final int CLIENTS = 16;
    private static final int WORKERS = 4;
    private static final Duration PERIOD = Duration.ofMillis(Effort.of(200, 1_000));

    @Test
    void eachRequestIsOneLineInOneOfTheFiles(Site site) throws IOException {
        // Given
        Path path = site.path("access.log");
        List<Path> files = new ArrayList<>(List.of(path));
        try (RunningServer server = site.server()
                .workers(WORKERS)
                .args("-k", "netty", "--access-logfile", "access.log")
                .args("--access-logformat", "%(pid)s \"%(r)s\" %(s)s |")
                .start()) {
            // When
            try (NumberedLoad load = NumberedLoad.on(server, CLIENTS, REQUESTS)) {
                while (!load.ended(PERIOD)) {
                    Path rotated = site.path("access.log." + files.size());
                    Files.move(path, rotated);
                    files.add(rotated);
                    server.signal("USR1");
                    Waiting.until("the new file", () -> Files.exists(path));
                }
                assertThat(load.failures()).isEmpty();
            }
            assertThat(server.stop()).isZero();
        }
        // Then
        assertThat(files).hasSizeGreaterThan(2);
        BitSet numbers = new BitSet(REQUESTS);
        Set<String> workers = new HashSet<>();
        for (Path file : files) {
            workers.addAll(check(file, numbers));
        }
        assertThat(numbers.cardinality()).isEqualTo(REQUESTS);
        assertThat(workers).hasSizeBetween(2, WORKERS);
    }

    /** {@return who wrote to that file} */
    private static Set<String> check(Path file, BitSet numbers) throws IOException {
        Set<String> workers = new HashSet<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                assertThat(line).matches("\\d+ \"GET /\\?\\d+ HTTP/1\\.1\" 200 \\|");
                int number = Integer.parseInt(line.substring(line.indexOf('?') + 1, line.indexOf(" HTTP")));
                assertThat(numbers.get(number)).as("twice: %s", line).isFalse();
                numbers.set(number);
                workers.add(line.substring(0, line.indexOf(' ')));
            }
        }
        return workers;
    }
}
