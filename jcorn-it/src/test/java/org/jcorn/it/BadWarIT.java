package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.LogTail;
import org.jcorn.it.kit.Outcome;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.WarBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operator serves what cannot be served: told in one line at the start, and without harm to a running server. */
@IntegrationTest
class BadWarIT {

    private static final String BOOM = """
            public class Boom implements jakarta.servlet.ServletContextListener {
                @Override
                public void contextInitialized(jakarta.servlet.ServletContextEvent event) {
                    throw new IllegalStateException("no database");
                }
            }
            """;

    private static final String SLEEPY = """
            import jakarta.servlet.annotation.WebServlet;
            import jakarta.servlet.http.*;

            @WebServlet(urlPatterns = {"/ok", "/never", "/async"}, asyncSupported = true)
            public class Sleepy extends HttpServlet {
                @Override
                protected void doGet(HttpServletRequest request, HttpServletResponse response) throws java.io.IOException {
                    switch (request.getServletPath()) {
                        case "/never" -> {
                            while (true) {
                                try {
                                    new java.util.concurrent.CountDownLatch(1).await();
                                } catch (InterruptedException e) {
                                    continue;
                                }
                            }
                        }
                        case "/async" -> request.startAsync().setTimeout(300);
                        default -> response.getWriter().print("ok");
                    }
                }
            }
            """;

    @Test
    void oneThatIsNotThere(Site site) {
        assertFails(site, "shop.war", "no file " + site.path("shop.war"));
    }

    @Test
    void oneThatIsNoZip(Site site) {
        site.write("shop.war", "nothing");

        assertFails(site, "shop.war", "it is no zip file");
    }

    @Test
    void oneThatWouldWriteElsewhere(Site site) throws IOException {
        try (OutputStream file = Files.newOutputStream(site.path("shop.war"));
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("WEB-INF/"));
            zip.putNextEntry(new ZipEntry("../escaped.txt"));
        }

        assertFails(site, "shop.war", "its entry \"../escaped.txt\" leads out of it");
        assertThat(site.path("../escaped.txt")).doesNotExist();
    }

    @Test
    void oneThatIsNoWebApplication(Site site) throws IOException {
        WarBuilder.in(site).file("readme.txt", "Hello").pack("shop.war");
        Files.createDirectories(site.path("shop"));

        assertFails(site, "shop.war", "it is no web application");
        assertFails(site, "./shop", "it is no web application");
    }

    @Test
    void anExecutableJar(Site site) throws IOException {
        WarBuilder.in(site).file("BOOT-INF/classes/a.txt", "").pack("shop.jar");

        assertFails(site, "shop.jar", "build a WAR: packaging \"war\", a SpringBootServletInitializer");
    }

    @Test
    void oneWhoseListenerThrows(Site site) throws IOException {
        WarBuilder.in(site)
                .source("Boom", BOOM)
                .descriptor("<listener><listener-class>Boom</listener-class></listener>")
                .pack("shop.war");

        Outcome outcome = site.server().application("shop.war").run();

        assertThat(outcome.status()).isEqualTo(4);
        assertThat(outcome.output())
                .contains("listener instance of class [Boom]: java.lang.IllegalStateException: no database");
    }

    @Test
    void oneWhoseClassIsMissing(Site site) throws IOException {
        WarBuilder.in(site)
                .descriptor("<servlet><servlet-name>s</servlet-name><servlet-class>com.example.None</servlet-class>"
                        + "<load-on-startup>1</load-on-startup></servlet>")
                .pack("shop.war");

        assertFails(site, "shop.war", "class com.example.None is not found");
    }

    @Test
    void twoOfThem(Site site) throws IOException {
        WarBuilder.in(site).file("index.html", "Hello").pack("shop.war");

        Outcome outcome = site.server().application("shop.war").args("shop.war").run();

        assertThat(outcome.status()).isEqualTo(2);
    }

    @Test
    void aReloadOfOneChangesNothing(Site site) throws IOException {
        // Given
        WarBuilder.in(site).file("index.html", "good").pack("shop.war");
        try (RunningServer server = site.server().application("shop.war").start()) {
            // When
            site.write("shop.war", "nothing");
            LogTail since = server.log().fromHere();
            server.signal("HUP");
            // Then
            since.await("Reload failed, the workers of before stay");
            assertThat(since.text()).contains("application \"shop.war\": it is no zip file");
            assertThat(server.get("/").body()).isEqualTo("good");
        }
    }

    @ParameterizedTest
    @CsvSource({"sync, 1", "gthread, 4", "netty, 4"})
    void aServletThatNeverEndsIsOneRequestLost(String workerClass, String threads, Site site) throws IOException {
        // Given
        WarBuilder.in(site).source("Sleepy", SLEEPY).pack("sleepy.war");
        try (RunningServer server = site.server()
                        .application("sleepy.war")
                        .args("-k", workerClass, "--threads", threads, "--request-timeout", "1")
                        .start();
                RawClient client = RawClient.connect(server.port())) {
            // When
            client.get("/never");
            // Then: the worker is replaced, since the thread does not heed that it is interrupted
            assertThatThrownBy(client::responseOnly).isInstanceOf(IOException.class);
            assertThat(server.get("/ok").body()).isEqualTo("ok");
        }
    }

    @ParameterizedTest
    @CsvSource({"sync, 1", "gthread, 4", "netty, 4"})
    void anAsyncRequestThatNobodyCompletesIsOneRequestLost(String workerClass, String threads, Site site)
            throws IOException {
        // Given
        WarBuilder.in(site).source("Sleepy", SLEEPY).pack("sleepy.war");
        try (RunningServer server = site.server()
                .application("sleepy.war")
                .args("-k", workerClass, "--threads", threads)
                .start()) {
            // When, Then
            assertThat(server.get("/async").status()).isEqualTo(500);
            assertThat(server.get("/ok").body()).isEqualTo("ok");
        }
    }

    private static void assertFails(Site site, String application, String what) {
        Outcome outcome = site.server().application(application).run();
        assertThat(outcome.output())
                .contains("application \"" + application + "\": ")
                .contains(what)
                .doesNotContain("\tat ");
        assertThat(outcome.status()).isEqualTo(4);
    }
}
