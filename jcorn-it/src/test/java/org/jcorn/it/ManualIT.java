package org.jcorn.it;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.Manual;
import org.jcorn.it.kit.Outcome;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Sources;
import org.jcorn.it.kit.WarBuilder;
import org.jcorn.tls.TlsFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command in the manual is one that jcorn takes, or one that some test runs; every link leads somewhere. */
@IntegrationTest
class ManualIT {

    /** Who runs the commands that are none of jcorn's. What measures for minutes is run by whoever measures. */
    private static final Map<String, Class<?>> RUN_BY = Map.ofEntries(
            entry(
                    "mvn -q -DskipTests package && jcorn-dist/target/jcorn/bin/jcorn -w 2 --chdir examples Hello:app",
                    ReadmeIT.class),
            entry("mvn verify", ReadmeIT.class),
            entry("mvn compile org.codehaus.mojo:exec-maven-plugin:3.5.1:java", EmbeddedIT.class),
            entry("kill -HUP  PID", ReloadIT.class),
            entry("kill -USR2 PID", UpgradeIT.class),
            entry("kill -TTIN PID", ResizeIT.class),
            entry("kill -TERM PID", GracefulStopIT.class),
            entry("mvn -q -DskipTests package", InstallPageIT.class),
            entry("tar -xzf jcorn-dist/target/jcorn-0.1.0-SNAPSHOT.tar.gz -C /opt", InstallPageIT.class),
            entry("ln -sfn jcorn-0.1.0-SNAPSHOT /opt/jcorn", InstallPageIT.class),
            entry("ln -sf /opt/jcorn/bin/jcorn /usr/local/bin/jcorn", InstallPageIT.class),
            entry("curl http://127.0.0.1:8000/Alice", QuickstartIT.class),
            entry("curl http://127.0.0.1:8000/Bob", QuickstartIT.class),
            entry("curl http://127.0.0.1:8000/Carol", QuickstartIT.class),
            entry("cat access.log", QuickstartIT.class),
            entry("kill -HUP $(cat shop.pid)", QuickstartIT.class),
            entry("kill -TTIN $(cat shop.pid)", QuickstartIT.class),
            entry("kill -TTOU $(cat shop.pid)", QuickstartIT.class),
            entry("mv access.log access.log.1 && kill -USR1 $(cat shop.pid)", LoggingPageIT.class),
            entry("kill -USR2 $(cat shop.pid)", RunningPageIT.class),
            entry("kill -TERM $(cat shop.pid)", RunningPageIT.class),
            entry("kill -TERM $(cat shop.pid.2)", RunningPageIT.class),
            entry("kill -WINCH $(cat shop.pid)", RunningPageIT.class),
            entry(
                    "openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=localhost"
                            + " -addext subjectAltName=DNS:localhost -keyout server.key -out server.crt",
                    TlsIT.class),
            entry("curl --cacert server.crt https://localhost:8443/", TlsIT.class),
            entry("openssl pkcs8 -topk8 -v2 aes-256-cbc -in old.key -out new.key", TlsIT.class));

    private static final String MEASURES = "bench/";

    private static final Pattern LINK = Pattern.compile("]\\(([^):#]*)(?:#([^)]*))?\\)");

    private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]\\w+)");

    static Set<String> jcornCommands() throws IOException {
        return Manual.jcornCommands();
    }

    @ParameterizedTest
    @MethodSource("jcornCommands")
    void jcornTakesWhatTheManualSays(String command, Site site) throws IOException {
        // Given
        furnish(site, command);
        Path launcher = command.contains("--logger-class")
                ? CustomLoggerIT.install(site)
                : site.distribution().launcher();
        String checked = command.replaceFirst("^\\S+", Matcher.quoteReplacement("\"$0\" --check-config"))
                .replace("--user shop", "--user nobody");
        // When
        Outcome outcome = site.server()
                .command("sh", "-c", checked, launcher.toString())
                .bind()
                .application(" ")
                .run();
        // Then
        assertThat(outcome.status()).as(outcome.output()).isZero();
        assertThat(outcome.output()).doesNotContain("jcorn: error", "jcorn: warning", "[ERROR]", "[WARNING]");
    }

    @Test
    void anyOtherCommandIsRunBySomeTest() throws IOException {
        assertThat(Manual.otherCommands())
                .filteredOn(command -> !command.startsWith(MEASURES))
                .containsExactlyInAnyOrderElementsOf(RUN_BY.keySet());
    }

    static Iterable<String> pages() throws IOException {
        return Manual.pages();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(String page) throws IOException {
        Matcher links = LINK.matcher(Manual.text(page));
        while (links.find()) {
            Path target = links.group(1).isEmpty()
                    ? Manual.ROOT.resolve(page)
                    : Manual.ROOT.resolve(page).resolveSibling(links.group(1)).normalize();
            assertThat(target).exists();
            if (links.group(2) != null) {
                assertThat(anchors(target)).as("%s in %s", links.group(), page).contains(links.group(2));
            }
        }
    }

    @Test
    void theIndexNamesEveryPage() throws IOException {
        String index = Manual.text("docs/README.md");
        assertThat(Manual.pages())
                .filteredOn(page -> page.startsWith("docs/") && !page.equals("docs/README.md"))
                .allMatch(page -> index.contains("](" + page.substring("docs/".length()) + ")"));
    }

    @Test
    void theDesignNamesClassesThatThereAre() throws IOException {
        Set<String> classes;
        try (Stream<Path> files = Files.walk(Manual.ROOT)) {
            classes = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
        assertThat(CLASS.matcher(Manual.text("docs/design.md")).results().map(name -> name.group(1)))
                .contains("Staffing", "HttpConnection")
                .allMatch(classes::contains);
    }

    private static Iterable<String> anchors(Path page) throws IOException {
        return Files.readString(page)
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    /** What the pages take for granted. */
    private static void furnish(Site site, String command) throws IOException {
        site.write("shop.java", Sources.answering("shop", "shop"));
        site.write("Shop.java", Sources.answering("Shop", "Shop"));
        for (String example : List.of("Hello.java", "Echo.java", "JdkHandler.java")) {
            Files.copy(Manual.ROOT.resolve("examples").resolve(example), site.path(example));
        }
        site.write("words.txt", "");
        Files.createDirectory(site.path("public"));
        site.write("logback.xml", Manual.blocks("docs/logging.md", "xml").get(0));
        Files.copy(TlsFixture.file("rsa.crt"), site.path("server.crt"));
        Files.copy(TlsFixture.file("rsa-pkcs8.key"), site.path("server.key"));
        Files.copy(TlsFixture.file("ca.crt"), site.path("clients.crt"));
        if (!command.contains(":app") && !command.contains("--static")) {
            site.write("jcorn.conf.java", QuickstartIT.configuration());
        }
        if (command.contains("shop.jar")) {
            jar(site);
        }
        if (command.matches(".*(\\.war|/shop/|Servlet).*")) {
            furnishServlets(site);
        }
    }

    private static void furnishServlets(Site site) throws IOException {
        for (String name : List.of("shop.war", "any.war")) {
            WarBuilder.guestbook(site).pack(name);
        }
        WarBuilder.guestbook(site).explode("shop");
        Files.createDirectory(site.path("sessions"));
        site.write(
                "com/example/ShopServlet.java",
                "package com.example; public class ShopServlet extends jakarta.servlet.http.HttpServlet {}");
    }

    private static void jar(Site site) throws IOException {
        Path source = site.write("src/Main.java", "package shop;\n" + Sources.answering("Main", "shop"));
        Sources.compile(source, Files.createDirectory(site.path("classes")));
        try (OutputStream file = Files.newOutputStream(site.path("shop.jar"));
                JarOutputStream jar = new JarOutputStream(file)) {
            jar.putNextEntry(new JarEntry("shop/Main.class"));
            Files.copy(site.path("classes/shop/Main.class"), jar);
        }
    }
}
