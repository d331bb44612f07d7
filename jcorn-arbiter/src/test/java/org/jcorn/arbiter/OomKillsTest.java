package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OomKillsTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long now = System.nanoTime();

    @TempDir
    Path root;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            version 2                   | 0::/shop.slice/jcorn                    | sys/fs/cgroup/shop.slice/jcorn/memory.events
            version 2 in a container    | 0::/                                    | sys/fs/cgroup/memory.events
            the path is the host's      | 0::/docker/1234                         | sys/fs/cgroup/memory.events
            version 1                   | 4:memory:/docker/1234                   | sys/fs/cgroup/memory/docker/1234/memory.oom_control
            version 1 in a container    | 4:memory:/docker/1234                   | sys/fs/cgroup/memory/memory.oom_control
            both, memory in version 1   | 4:memory:/shop;0::/                     | sys/fs/cgroup/memory/shop/memory.oom_control
            both, memory in version 2   | 8:pids:/;0::/shop                       | sys/fs/cgroup/shop/memory.events
            no cgroup at all            | ''                                      | proc/vmstat
            a cgroup without the number | 0::/                                    | proc/vmstat
            """)
    void findsTheCount(String situation, String cgroup, String counter) {
        // Given
        write("proc/self/cgroup", cgroup.replace(';', '\n') + "\n");
        write("proc/vmstat", "nr_free_pages 100\noom_kill 1\n");
        write(counter, "low 0\noom 7\noom_kill 3\noom_group_kill 0\n");
        OomKills kills = new OomKills(root);
        assertThat(kills.claim(now)).as("what was before").isFalse();

        // When
        write(counter, "low 0\noom 7\noom_kill 4\noom_group_kill 0\n");

        // Then
        assertThat(kills.claim(now)).as(situation).isTrue();
        assertThat(kills.claim(now)).isFalse();
        assertThat(kills.source()).isEqualTo("oom_kill in " + root.resolve(counter));
    }

    @Test
    void countsThoseThatComeTogether() {
        // Given
        write("proc/vmstat", "oom_kill 1\n");
        OomKills kills = new OomKills(root);

        // When
        write("proc/vmstat", "oom_kill 2\n");
        kills.turn(now + 2 * SECOND);
        write("proc/vmstat", "oom_kill 3\n");

        // Then
        assertThat(kills.claim(now + 3 * SECOND)).isTrue();
        assertThat(kills.claim(now + 3 * SECOND)).isTrue();
        assertThat(kills.claim(now + 3 * SECOND)).isFalse();
    }

    @Test
    void forgetsThoseThatWereNoWorkers() {
        // Given
        write("proc/vmstat", "oom_kill 1\n");
        OomKills kills = new OomKills(root);

        // When
        write("proc/vmstat", "oom_kill 2\n");
        kills.turn(now + 2 * SECOND);

        // Then
        assertThat(kills.claim(now + 13 * SECOND)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"''", "oom_kill many", "oom_kill"})
    void knowsNothingWhereTheKernelDoesNotTell(String content) {
        // Given
        write("proc/vmstat", content);
        OomKills kills = new OomKills(root);

        // When
        write("proc/vmstat", "oom_kill 9\n");

        // Then
        assertThat(kills.claim(now)).isFalse();
    }

    private void write(String file, String content) {
        try {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
