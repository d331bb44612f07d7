package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.junit.jupiter.api.Test;

/** What a new user reads first does what it says. */
@IntegrationTest
class ReadmeIT {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String BUILD = "mvn -q -DskipTests package && ";

    @Test
    void theFirstCommandServesTheExample(Site site) throws IOException {
        // Given: the build has just been done, by the very build that runs this
        String command = commands().get(0);
        assertThat(command).startsWith(BUILD + "jcorn-dist/target/jcorn/bin/jcorn ");
        String[] words = command.substring(BUILD.length()).split(" ", -1);
        words[0] = site.distribution().launcher().toString();
        // When
        try (RunningServer server = site.server()
                .command(words)
                .directory(ROOT)
                .bind()
                .application(" ")
                .env("JCORN_CMD_ARGS", "--bind 127.0.0.1:0")
                .expectWorkers(2)
                .start()) {
            // Then
            assertThat(server.get("/").body()).isEqualTo("Hello, world!\n");
            assertThat(server.workers()).hasSize(2);
        }
    }

    @Test
    void theSecondCommandIsThisBuild() throws IOException {
        assertThat(commands().get(1)).isEqualTo("mvn verify");
    }

    /** {@return the indented lines under "Try it"} */
    private static List<String> commands() throws IOException {
        List<String> lines = Files.readAllLines(ROOT.resolve("README.md"));
        int from = lines.indexOf("## Try it");
        return lines.subList(from + 1, lines.size()).stream()
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("    "))
                .map(String::strip)
                .toList();
    }
}
