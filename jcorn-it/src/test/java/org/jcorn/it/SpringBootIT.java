package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.Outcome;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.WorkerClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The Spring Boot example, built as its README says. */
@IntegrationTest
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SpringBootIT {

    private static final Path EXAMPLE = Path.of(System.getProperty("basedir", "."), "../examples/spring-boot");

    @Test
    void runsBehindEveryWorkerClassAndSaysWhereItListens(Site site) throws Exception {
        // Given
        Path war = build(site);
        // When: what it says of itself
        Outcome settings = site.server()
                .bind()
                .args("--print-config")
                .application(war.toString())
                .run();
        // Then
        assertThat(settings.output())
                .containsPattern("bind += 127\\.0\\.0\\.1:8000 +\\(framework settings .*application\\.properties")
                .containsPattern("\nproc_name += greeting ");
        for (WorkerClass workerClass : (Iterable<WorkerClass>) WorkerClass.all()::iterator) {
            // When
            try (RunningServer server = site.server()
                    .application(war.toString())
                    .args(workerClass.arguments())
                    .start()) {
                // Then
                assertThat(server.get("/greeting?name=you").body())
                        .contains("\"greeting\":\"Hello, you!\"")
                        .contains("\"pid\":" + server.workers().get(0));
                assertThat(server.get("/none").status()).isEqualTo(404);
                assertThat(server.stop()).isZero();
            }
        }
    }

    private static Path build(Site site) throws IOException, InterruptedException {
        Path project = site.path("project");
        try (Stream<Path> files = Files.walk(EXAMPLE)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = project.resolve(EXAMPLE.relativize(file));
                if (Files.isRegularFile(file) && !EXAMPLE.relativize(file).startsWith("target")) {
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
        File output = site.path("build.log").toFile();
        Process maven = new ProcessBuilder("mvn", "-B", "-q", "package")
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        assertThat(maven.waitFor()).as(() -> read(output)).isZero();
        return project.resolve("target/greeting.war");
    }

    private static String read(File file) {
        try {
            return Files.readString(file.toPath());
        } catch (IOException e) {
            return e.toString();
        }
    }
}
