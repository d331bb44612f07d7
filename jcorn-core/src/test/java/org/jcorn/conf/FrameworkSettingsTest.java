package org.jcorn.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jcorn.config.Config;
import org.jcorn.config.ConfigFileSettings;
import org.jcorn.config.ProcessNamingSettings;
import org.jcorn.config.ServerMechanicsSettings;
import org.jcorn.config.ServerSocketSettings;
import org.jcorn.config.WorkerProcessesSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameworkSettingsTest {

    @TempDir
    Path directory;

    @Test
    void comeFromTheDirectory() throws IOException {
        Path file = write("META-INF", "workers = 3\ntimeout = 7\n");

        Config config = apply(builder().set(WorkerProcessesSettings.TIMEOUT, "9", "a test"));

        assertThat(config.get(WorkerProcessesSettings.WORKERS)).isEqualTo(3);
        assertThat(config.origin(WorkerProcessesSettings.WORKERS)).isEqualTo("framework settings " + file + ", line 1");
        assertThat(config.text(WorkerProcessesSettings.TIMEOUT)).isEqualTo("9");
    }

    @Test
    void comeFromAJarOfTheClassPath() throws IOException {
        jar("shop.jar", "META-INF/jcorn.properties");

        Config config = apply(new Config.Builder(Map.of())
                .set(ServerMechanicsSettings.CHDIR, directory.toString(), "a test")
                .set(ServerMechanicsSettings.CLASSPATH, "gone.jar,shop.jar", "a test"));

        assertThat(config.get(WorkerProcessesSettings.WORKERS)).isEqualTo(4);
        assertThat(config.origin(WorkerProcessesSettings.WORKERS))
                .isEqualTo(
                        "framework settings " + directory.resolve("shop.jar") + "!/META-INF/jcorn.properties, line 1");
    }

    @Test
    void areNotInWhatIsNoJar() throws IOException {
        Files.writeString(directory.resolve("empty.jar"), "");
        jar("shop.jar", "META-INF/jcorn.properties");

        Config config = apply(new Config.Builder(Map.of())
                .set(ServerMechanicsSettings.CHDIR, directory.toString(), "a test")
                .set(ServerMechanicsSettings.CLASSPATH, "empty.jar,shop.jar", "a test"));

        assertThat(config.get(WorkerProcessesSettings.WORKERS)).isEqualTo(4);
    }

    @Test
    void comeFromAWar() throws IOException {
        jar("shop.war", "WEB-INF/jcorn.properties");

        assertThat(apply(builder().set(ConfigFileSettings.WSGI_APP, "shop.war", "a test"))
                        .get(WorkerProcessesSettings.WORKERS))
                .isEqualTo(4);
    }

    @Test
    void comeFromAnExplodedWar() throws IOException {
        Files.createDirectory(directory.resolve("shop"));
        write("shop/WEB-INF", "workers = 6");

        assertThat(apply(builder().set(ConfigFileSettings.WSGI_APP, "shop", "a test"))
                        .get(WorkerProcessesSettings.WORKERS))
                .isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application.properties | server.port=9001 | 0.0.0.0:9001",
                "application.properties | server.address=127.0.0.1 | 127.0.0.1:8080",
                "application.properties | server.address=::1\\nserver.port=${NO_SUCH_VARIABLE:9002} | [::1]:9002",
                "application.properties | server.port=${NO_SUCH_VARIABLE} | 127.0.0.1:8000",
                "application.properties | server.port=-1 | 127.0.0.1:8000",
                "application.yml | server: # here\\n  address: '127.0.0.2'\\n  port: 9003 # there | 127.0.0.2:9003",
                "application.yaml | spring:\\n  main:\\n    banner-mode: off\\nserver.port: 9004 | 0.0.0.0:9004"
            })
    void theAddressOfSpringBoot(String name, String text, String bind) throws IOException {
        Path classes = Files.createDirectories(directory.resolve("shop/WEB-INF/classes"));
        Files.writeString(classes.resolve(name), text.replace("\\n", "\n"));

        Config config = apply(builder().set(ConfigFileSettings.WSGI_APP, "shop", "a test"));

        assertThat(config.text(ServerSocketSettings.BIND)).isEqualTo(bind);
    }

    @Test
    void theNameOfSpringBootComesAfterOurs() throws IOException {
        write("shop/WEB-INF", "bind = 127.0.0.1:7000");
        Path classes = Files.createDirectories(directory.resolve("shop/WEB-INF/classes"));
        Path file = Files.writeString(
                classes.resolve("application.properties"), "spring.application.name = shop\nserver.port = 9001\n");

        Config config = apply(builder().set(ConfigFileSettings.WSGI_APP, "shop", "a test"));

        assertThat(config.text(ServerSocketSettings.BIND)).isEqualTo("127.0.0.1:7000");
        assertThat(config.text(ProcessNamingSettings.PROC_NAME)).isEqualTo("shop");
        assertThat(config.origin(ProcessNamingSettings.PROC_NAME)).isEqualTo("framework settings " + file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user = root",
                "chdir = /",
                "on_starting = a:b",
                "errorlog = /etc/passwd",
                "logconfig = a.xml",
                "raw_env = A=b",
                "logger_class = own"
            })
    void someAreTheOperators(String line) throws IOException {
        Path file = write("META-INF", line);

        assertThatThrownBy(() -> apply(builder()))
                .hasMessage("setting '" + line.substring(0, line.indexOf(' '))
                        + "' cannot be set by the application (framework settings " + file + ", line 1)");
    }

    @Test
    void valuesAreCheckedEvenIfUnused() throws IOException {
        Path file = write("META-INF", "workers = many");

        assertThatThrownBy(() -> apply(builder().set(WorkerProcessesSettings.WORKERS, "1", "a test")))
                .hasMessage(
                        "setting 'workers': \"many\" must be a whole number (framework settings " + file + ", line 1)");
    }

    private Config.Builder builder() {
        return new Config.Builder(Map.of()).set(ServerMechanicsSettings.CHDIR, directory.toString(), "a test");
    }

    private static Config apply(Config.Builder builder) {
        FrameworkSettings.apply(builder);
        return builder.build();
    }

    private Path write(String folder, String text) throws IOException {
        Path file = Files.createDirectories(directory.resolve(folder)).resolve("jcorn.properties");
        return Files.writeString(file, text);
    }

    private void jar(String name, String entry) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(directory.resolve(name)))) {
            out.putNextEntry(new ZipEntry(entry));
            out.write("workers = 4\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }
}
