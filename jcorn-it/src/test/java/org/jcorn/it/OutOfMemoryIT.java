package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.Outcome;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.junit.jupiter.api.Test;

/** A request fills the heap of its worker: a JVM out of memory is not kept. */
@IntegrationTest
class OutOfMemoryIT {

    @Test
    void isNamedAndReplaced(Site site) throws IOException {
        // Given
        try (RunningServer server = site.server()
                        .workers(2)
                        .args("--worker-jvm-option", "-Xmx48m")
                        .start();
                RawClient client = RawClient.connect(server.port())) {
            List<Long> before = server.workers();
            // When
            byte[] answer = client.get("/oom").readToEnd();
            // Then
            assertThat(answer).isEmpty();
            long gone = Long.parseLong(server.log()
                    .awaitMatch("\\[ERROR] Worker \\(pid:(\\d+)\\) ran out of memory: .*java\\.lang\\.OutOfMemoryError")
                    .group(1));
            assertThat(before).contains(gone);
            server.awaitReplaced(List.of(gone), 2);
            assertThat(server.get("/").body()).isEqualTo("hello");
            assertThat(dumps(site)).isEmpty();
        }
    }

    @Test
    void leavesAHeapDumpIfAskedFor(Site site) throws IOException {
        // Given
        site.write("dumps/keep", "");
        try (RunningServer server = site.server()
                        .args("--worker-heap-dump", "dumps", "--worker-jvm-option", "-Xmx48m")
                        .start();
                RawClient client = RawClient.connect(server.port())) {
            long worker = server.workers().get(0);
            // When
            client.get("/oom").readToEnd();
            // Then
            server.log().await("[ERROR] Worker (pid:" + worker + ") ran out of memory: java.lang.OutOfMemoryError");
            server.awaitReplaced(List.of(worker), 1);
            assertThat(server.get("/").body()).isEqualTo("hello");
            assertThat(dumps(site)).containsExactly("java_pid" + worker + ".hprof");
            assertThat(server.log().text()).contains("Heap dump file created");
        }
    }

    @Test
    void goesOnWhereNoDumpCanBeWritten(Site site) throws IOException {
        // Given
        site.write("dumps/keep", "");
        try (RunningServer server = site.server()
                        .args("--worker-heap-dump", "dumps", "--worker-jvm-option", "-Xmx48m")
                        .start();
                RawClient client = RawClient.connect(server.port())) {
            long worker = server.workers().get(0);
            Files.delete(site.path("dumps/keep"));
            Files.delete(site.path("dumps"));
            // When
            client.get("/oom").readToEnd();
            // Then
            server.awaitReplaced(List.of(worker), 1);
            server.log().await("(pid:" + worker + ") ran out of memory");
            assertThat(server.get("/").body()).isEqualTo("hello");
        }
    }

    @Test
    void refusesADirectoryForDumpsThatIsNotThere(Site site) {
        // When
        Outcome outcome = site.server().args("--worker-heap-dump", "missing").run();
        // Then
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output()).contains("setting 'worker_heap_dump'", "missing", "is not a directory");
    }

    private static List<String> dumps(Site site) throws IOException {
        try (Stream<Path> files = Files.walk(site.directory())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".hprof"))
                    .toList();
        }
    }
}
