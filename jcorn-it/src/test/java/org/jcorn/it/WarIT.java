package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.RawResponse;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.ServerBuilder;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Visitor;
import org.jcorn.it.kit.Waiting;
import org.jcorn.it.kit.WarBuilder;
import org.jcorn.it.kit.WorkerClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The operator serves a WAR. */
@IntegrationTest
class WarIT {

    @ParameterizedTest
    @MethodSource("org.jcorn.it.kit.WorkerClass#all")
    void servletsFiltersPagesAndFilesBelowItsMountPoint(WorkerClass workerClass, Site site) throws IOException {
        // Given
        WarBuilder.guestbook(site).pack("any-name.war");
        try (RunningServer server = site.server()
                .application("any-name.war")
                .args(workerClass.arguments())
                .args("--script-name", "/book")
                .start()) {
            Visitor visitor = new Visitor(server.port());
            // When
            RawResponse page = visitor.get("/book/entries");
            RawResponse signed = visitor.post("/book/entries", "entry=Gr%C3%BC%C3%9Fe");
            // Then
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.field("Set-Cookie")).contains("; Path=/book;");
            assertThat(page.field("Cache-Control")).isEqualTo("no-store");
            assertThat(page.body()).contains("action=\"/book/entries\"");
            assertThat(signed.status()).isEqualTo(302);
            assertThat(signed.field("Location")).isEqualTo("/book/entries");
            assertThat(visitor.get("/book/entries").body()).contains("<li>Gr", "e</li>");
            assertStaticFiles(server.port());
            assertThat(server.get("/entries").status()).isEqualTo(400);
            assertThat(server.get("/book/none").body()).contains("404").doesNotContain("Tomcat", "at org.");
            assertThat(server.stop()).isZero();
            assertThat(server.log().lines()).noneMatch(line -> line.contains("[ERROR]"));
        }
    }

    private static void assertStaticFiles(int port) throws IOException {
        RawResponse whole = RawClient.get(port, "/book/index.html");
        assertThat(whole.body()).startsWith("<!DOCTYPE html>");
        assertThat(RawClient.get(port, "/book/").body()).isEqualTo(whole.body());
        assertThat(RawClient.get(port, "/book/WEB-INF/entries.jsp").status()).isEqualTo(404);
        try (RawClient client = RawClient.connect(port)) {
            RawResponse part = client.send(
                            "GET /book/index.html HTTP/1.1\r\nHost: a\r\nRange: bytes=2-8\r\nConnection: close\r\n\r\n")
                    .response();
            assertThat(part.status()).isEqualTo(206);
            assertThat(part.body()).isEqualTo("DOCTYPE");
        }
        try (RawClient client = RawClient.connect(port)) {
            RawResponse same = client.send("GET /book/index.html HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                            + "If-None-Match: " + whole.field("ETag") + "\r\n\r\n")
                    .response();
            assertThat(same.status()).isEqualTo(304);
        }
    }

    @Test
    void aDirectoryServesAsWell(Site site) throws IOException {
        WarBuilder.guestbook(site).explode("book");
        for (String name : List.of("book", "./book/")) {
            try (RunningServer server = site.server().application(name).start()) {
                assertThat(server.get("/entries").body()).contains("Guest book");
            }
        }
    }

    @Test
    void aNewWarIsServedFromTheNextReload(Site site) throws IOException {
        // Given
        WarBuilder.in(site).file("index.html", "the first").pack("site.war");
        try (RunningServer server = site.server().application("site.war").start()) {
            assertThat(server.get("/").body()).isEqualTo("the first");
            // When
            WarBuilder.in(site).file("index.html", "the second").pack("site.war");
            assertThat(server.get("/").body()).isEqualTo("the first");
            server.reload(1);
            // Then
            assertThat(server.get("/").body()).isEqualTo("the second");
        }
    }

    @Test
    void oneOfTheJavaxEraIsMigratedOnce(Site site) throws IOException {
        // Given
        WarBuilder.in(site)
                .stub("javax.servlet.annotation.WebServlet", """
                        package javax.servlet.annotation;
                        import java.lang.annotation.*;
                        @Retention(RetentionPolicy.RUNTIME) public @interface WebServlet { String[] value(); }
                        """)
                .stub("javax.servlet.http.HttpServletRequest", """
                        package javax.servlet.http;
                        public interface HttpServletRequest {}
                        """)
                .stub("javax.servlet.http.HttpServletResponse", """
                        package javax.servlet.http;
                        public interface HttpServletResponse { java.io.PrintWriter getWriter(); }
                        """)
                .stub("javax.servlet.http.HttpServlet", """
                        package javax.servlet.http;
                        public abstract class HttpServlet {
                            protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
                        }
                        """)
                .source("Old", """
                        import javax.servlet.annotation.WebServlet;
                        import javax.servlet.http.*;

                        @WebServlet("/old")
                        public class Old extends HttpServlet {
                            @Override
                            protected void doGet(HttpServletRequest request, HttpServletResponse response) {
                                response.getWriter().print("a " + HttpServlet.class.getName());
                            }
                        }
                        """)
                .file("page.jsp", "<%@ page import=\"javax.servlet.http.Cookie\" %><%= Cookie.class.getName() %>")
                .pack("old.war");
        try (RunningServer server =
                site.server().workers(2).application("old.war").start()) {
            // When, Then
            assertThat(server.get("/old").body()).isEqualTo("a jakarta.servlet.http.HttpServlet");
            assertThat(server.get("/page.jsp").body()).isEqualTo("jakarta.servlet.http.Cookie");
            server.reload(2);
            assertThat(server.log().count("Migrating old.war from javax.servlet to jakarta.servlet"))
                    .isEqualTo(1);
        }
    }

    @Test
    void whatAKilledWorkerHasWrittenIsDeleted(Site site) throws IOException {
        // Given
        WarBuilder.in(site).file("index.jsp", "${1 + 1}").pack("site.war");
        Path temporary = Files.createDirectory(site.path("tmp"));
        site.write("jcorn.properties", "tmp_upload_dir = " + temporary + "\n");
        ServerBuilder builder = site.server().application("site.war").args("-c", "jcorn.properties");
        try (RunningServer server = builder.start()) {
            assertThat(server.get("/").body()).isEqualTo("2");
            List<Path> former = workDirectories(temporary);
            assertThat(former).hasSize(1);
            // When
            long worker = server.workers().get(0);
            RunningServer.signal("KILL", worker);
            server.awaitReplaced(List.of(worker), 1);
            // Then
            assertThat(workDirectories(temporary)).hasSize(1).isNotEqualTo(former);
            assertThat(server.stop()).isZero();
            Waiting.until("all is deleted", () -> workDirectories(temporary).isEmpty());
        }
    }

    private static List<Path> workDirectories(Path temporary) throws IOException {
        try (Stream<Path> tree = Files.walk(temporary, 2)) {
            return tree.filter(path -> path.getFileName().toString().matches("worker-\\d+"))
                    .toList();
        }
    }
}
