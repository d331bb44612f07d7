package org.jcorn.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jcorn.app.ClassPath;
import org.jcorn.config.Config;
import org.jcorn.config.WorkerProcessesSettings;
import org.jcorn.hook.Hook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the manual says of configuration files and hooks. */
class ManualTest {

    private static final Path MANUAL = Path.of(System.getProperty("basedir", "."), "../docs");

    @TempDir
    Path directory;

    @Test
    void itsJavaFileWorks() throws IOException {
        // Given
        String page = Files.readString(MANUAL.resolve("configuration.md"));
        int start = page.indexOf("```java\n") + "```java\n".length();
        Path file = Files.writeString(
                directory.resolve("jcorn.conf.java"), page.substring(start, page.indexOf("```", start)));
        Config.Builder builder = new Config.Builder(Map.of());

        // When
        ConfigFiles.read(file.toString(), ClassPath.of(directory, List.of()), builder);

        // Then
        Config config = builder.build();
        assertThat(config.get(WorkerProcessesSettings.WORKER_CLASS)).isEqualTo("gthread");
        assertThat(config.hooks().call(Hook.POST_FORK)).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void itHasEveryHook(Hook hook) throws IOException {
        List<String> names = new ArrayList<>();
        int most = hook == Hook.POST_REQUEST ? 1 : 0;
        for (Class<?> parameter : hook.signatures().get(most)) {
            names.add(parameter.getSimpleName());
        }
        String process = hook.inWorker() ? "worker" : "arbiter";

        assertThat(Files.readString(MANUAL.resolve("hooks.md"))
                        .replaceAll("int now, Integer before", "Integer, Integer"))
                .contains("| `" + hook.method() + "(" + String.join(", ", names) + ")` | " + process + " |");
    }
}
