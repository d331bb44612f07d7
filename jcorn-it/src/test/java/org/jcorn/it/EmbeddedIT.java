package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.OtherArbiter;
import org.jcorn.it.kit.Outcome;
import org.jcorn.it.kit.ProcessTree;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.ServerBuilder;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Sources;
import org.junit.jupiter.api.Test;

/** Programs that are their own server, by {@code Jcorn.application}. */
@IntegrationTest
class EmbeddedIT {

    private static final Path EXAMPLE = Path.of(
            System.getProperty("basedir", "."), "../examples/embedded/src/main/java/com/example/shop/Shop.java");
    private static final String MAIN = "com.example.shop.Shop";

    @Test
    void servesFromAPlainClassPath(Site site) throws IOException {
        try (RunningServer server =
                program(site, "-Xmx200m", "-cp", classPath(site), MAIN, "a  b").start()) {
            // Then
            assertThat(server.get("/").body()).isEqualTo("Hello, a  b!\n");
            assertThat(server.log().text()).contains("The shop opens", "Using worker: sync");
            assertThat(ProcessTree.title(server.pid())).startsWith("jcorn: master [" + MAIN + "]");
            // When
            server.reload(2);
            // Then
            assertThat(server.get("/").body()).isEqualTo("Hello, a  b!\n");
            assertThat(server.stop()).isZero();
        }
    }

    @Test
    void servesFromAShadedJar(Site site) throws IOException {
        Path jar = shade(site);
        try (RunningServer server = program(site, "-jar", jar.toString()).start()) {
            assertThat(server.get("/").body()).isEqualTo("Hello, world!\n");
            assertThat(server.signal("QUIT").awaitExit()).isZero();
        }
    }

    @Test
    void isUpgraded(Site site) throws IOException {
        try (RunningServer server = program(site, "-Xmx200m", "-cp", classPath(site), MAIN, "old")
                .env("JCORN_CMD_ARGS", "--bind 127.0.0.1:0 --pid shop.pid")
                .start()) {
            // When
            server.signal("USR2");
            try (OtherArbiter next = OtherArbiter.of(site.path("shop.pid.2"))) {
                server.log().await("The new arbiter (pid:" + next.pid() + ") is ready");
                next.awaitReady(2);
                assertThat(server.stop()).isZero();
                server.log().await("Master has been promoted.");
                // Then
                assertThat(RawClient.get(server.port(), "/").body()).isEqualTo("Hello, old!\n");
            }
        }
    }

    @Test
    void whoRunsItHasTheLastWord(Site site) throws IOException {
        try (RunningServer server = program(site, "-cp", classPath(site), MAIN)
                .env("JCORN_CMD_ARGS", "--bind 127.0.0.1:0 --workers 1 --worker-class gthread --name till")
                .expectWorkers(1)
                .start()) {
            server.log().await("Using worker: gthread");
            assertThat(ProcessTree.title(server.pid())).startsWith("jcorn: master [till]");
        }
    }

    @Test
    void wrongSettingsAreToldTogether(Site site) throws IOException {
        site.write("Bad.java", """
                import org.jcorn.Jcorn;
                public class Bad {
                    public static void main(String[] args) {
                        Jcorn.application((request, response) -> {}).set("wrokers", 2).set("threads", "many").run();
                    }
                }
                """);
        Sources.compile(site.path("Bad.java"), classes(site));
        // When
        Outcome outcome = program(site, "-cp", classPath(site), "Bad").run();
        // Then
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output()).contains("wrokers", "did you mean", "workers", "threads", "many", "(program)");
    }

    @Test
    void anApplicationThatCannotBeMadeEndsIt(Site site) throws IOException {
        site.write("Bad.java", """
                import org.jcorn.Jcorn;
                public class Bad {
                    public static void main(String[] args) {
                        Jcorn.factory(() -> { throw new IllegalStateException("no stock"); }).run();
                    }
                }
                """);
        Sources.compile(site.path("Bad.java"), classes(site));
        // When
        Outcome outcome = program(site, "-cp", classPath(site), "Bad").run();
        // Then
        assertThat(outcome.status()).isEqualTo(4);
        assertThat(outcome.output()).contains("the application failed while being made", "no stock");
    }

    @Test
    void servesWhenMavenRunsIt(Site site) throws IOException {
        // Given
        Path source = site.path("src/main/java/com/example/shop");
        Files.createDirectories(source);
        Files.copy(EXAMPLE, source.resolve("Shop.java"));
        site.write("pom.xml", pom(site));
        try (RunningServer server = site.server()
                .command(
                        "mvn",
                        "-B",
                        "-q",
                        "compile",
                        "org.codehaus.mojo:exec-maven-plugin:3.5.1:java",
                        "-Dexec.classpathScope=compile",
                        "-Dexec.mainClass=" + MAIN)
                .env("HOME", System.getProperty("user.home"))
                .env("JAVA_HOME", System.getProperty("java.home"))
                .env("JCORN_CMD_ARGS", "--bind 127.0.0.1:0")
                .bind()
                .application("")
                .expectWorkers(2)
                .start()) {
            assertThat(server.get("/").body()).isEqualTo("Hello, world!\n");
            assertThat(server.stop()).isZero();
        }
    }

    /** {@return that program on a port of its own, with two workers} */
    private static ServerBuilder program(Site site, String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of(words));
        return site.server()
                .command(command.toArray(new String[0]))
                .env("JCORN_CMD_ARGS", "--bind 127.0.0.1:0")
                .bind()
                .application("")
                .expectWorkers(2);
    }

    private static Path classes(Site site) throws IOException {
        return Files.createDirectories(site.path("classes"));
    }

    private static String classPath(Site site) throws IOException {
        Sources.compile(EXAMPLE, classes(site));
        List<String> entries = new ArrayList<>(List.of(classes(site).toString()));
        jars(site).forEach(jar -> entries.add(jar.toString()));
        return String.join(File.pathSeparator, entries);
    }

    /** {@return the jars that the dependency brings} */
    private static List<Path> jars(Site site) throws IOException {
        Path library = site.distribution().home().resolve("lib");
        List<Path> jars = new ArrayList<>();
        for (Path directory : List.of(library, library.resolve("arbiter"), library.resolve("native"))) {
            try (Stream<Path> files = Files.list(directory)) {
                files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(jars::add);
            }
        }
        return jars;
    }

    private static String pom(Site site) throws IOException {
        StringBuilder dependencies = new StringBuilder();
        for (Path jar : jars(site)) {
            dependencies.append("""
                    <dependency><groupId>x</groupId><artifactId>%s</artifactId><version>1</version>
                    <scope>system</scope><systemPath>%s</systemPath></dependency>
                    """.formatted(jar.getFileName(), jar));
        }
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>com.example</groupId><artifactId>shop</artifactId><version>1.0</version>
                  <properties>
                    <maven.compiler.source>17</maven.compiler.source>
                    <maven.compiler.target>17</maven.compiler.target>
                    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                  </properties>
                  <dependencies>%s</dependencies>
                </project>
                """.formatted(dependencies);
    }

    /** {@return one jar of all, with the services of all} */
    private static Path shade(Site site) throws IOException {
        Sources.compile(EXAMPLE, classes(site));
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (Path jar : jars(site)) {
            try (JarFile file = new JarFile(jar.toFile())) {
                for (JarEntry entry : Collections.list(file.entries())) {
                    if (!entry.isDirectory() && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        add(entries, entry.getName(), file.getInputStream(entry));
                    }
                }
            }
        }
        String main = MAIN.replace('.', '/') + ".class";
        add(entries, main, Files.newInputStream(classes(site).resolve(main)));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, MAIN);
        Path shaded = site.path("shop.jar");
        try (OutputStream file = Files.newOutputStream(shaded);
                JarOutputStream jar = new JarOutputStream(file, manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
            }
        }
        return shaded;
    }

    private static void add(Map<String, byte[]> entries, String name, InputStream content) throws IOException {
        try (content) {
            byte[] bytes = content.readAllBytes();
            if (name.startsWith("META-INF/services/")) {
                entries.merge(
                        name,
                        bytes,
                        (one, other) -> (new String(one, StandardCharsets.UTF_8) + "\n"
                                        + new String(other, StandardCharsets.UTF_8))
                                .getBytes(StandardCharsets.UTF_8));
            } else {
                entries.putIfAbsent(name, bytes);
            }
        }
    }
}
