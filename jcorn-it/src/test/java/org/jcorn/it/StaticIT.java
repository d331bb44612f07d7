package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.Outcome;
import org.jcorn.it.kit.ProcessTree;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.RawResponse;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.WorkerClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A directory in place of an application. */
@IntegrationTest
class StaticIT {

    private static final int LARGE = 300_000;

    static Stream<WorkerClass> workerClasses() {
        return WorkerClass.all();
    }

    @ParameterizedTest
    @MethodSource("workerClasses")
    void filesAreServed(WorkerClass workerClass, Site site) throws IOException {
        furnish(site);
        try (RunningServer server = site.server()
                .application(" ")
                .args(workerClass.arguments())
                .args("--static", "public")
                .start()) {
            assertThat(ProcessTree.title(server.pid())).isEqualTo("jcorn: master [" + site.path("public") + "]");
            pages(server);
            conditions(server);
            ranges(server);
            refusals(server);
            assertThat(server.log().text()).doesNotContain("[ERROR]", "[WARNING]");
        }
    }

    private static void furnish(Site site) throws IOException {
        site.write("secret", "secret");
        site.write("public/index.html", "<h1>home</h1>");
        site.write("public/shop/index.html", "<h1>shop</h1>");
        site.write("public/naïve.txt", "é");
        site.write("public/app.js", "1;");
        site.write("public/app.js.gz", "packed");
        site.write("public/empty", "");
        site.write("public/.env", "password");
        site.write("public/404.html", "<h1>not here</h1>");
        Files.createSymbolicLink(site.path("public/leak"), Path.of("../secret"));
        byte[] large = new byte[LARGE];
        Arrays.fill(large, (byte) 'x');
        Files.write(site.path("public/large.bin"), large);
    }

    private static void pages(RunningServer server) throws IOException {
        RawResponse home = server.get("/");
        assertThat(home.status()).isEqualTo(200);
        assertThat(home.body()).isEqualTo("<h1>home</h1>");
        assertThat(home.field("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(server.get("/shop/").body()).isEqualTo("<h1>shop</h1>");
        RawResponse moved = server.get("/shop?a=b");
        assertThat(moved.status()).isEqualTo(301);
        assertThat(moved.field("Location")).isEqualTo("/shop/?a=b");
        assertThat(server.get("/na%C3%AFve.txt").status()).isEqualTo(200);
        assertThat(server.get("/empty").field("Content-Length")).isEqualTo("0");
        assertThat(server.get("/large.bin").body()).hasSize(LARGE);
        assertThat(server.get("/app.js").body()).isEqualTo("1;");
        RawResponse packed = get(server, "/app.js", "Accept-Encoding: gzip, deflate");
        assertThat(packed.body()).isEqualTo("packed");
        assertThat(packed.field("Content-Encoding")).isEqualTo("gzip");
        assertThat(packed.field("Content-Type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(packed.field("Vary")).isEqualTo("Accept-Encoding");
        RawResponse head = ask(server, "HEAD", "/large.bin", "");
        assertThat(head.field("Content-Length")).isEqualTo(Integer.toString(LARGE));
        assertThat(head.body()).isEmpty();
    }

    private static void conditions(RunningServer server) throws IOException {
        RawResponse home = server.get("/");
        RawResponse same = get(server, "/", "If-None-Match: " + home.field("ETag"));
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.field("ETag")).isEqualTo(home.field("ETag"));
        assertThat(get(server, "/", "If-Modified-Since: " + home.field("Last-Modified"))
                        .status())
                .isEqualTo(304);
        assertThat(get(server, "/", "If-Match: \"other\"").status()).isEqualTo(412);
    }

    private static void ranges(RunningServer server) throws IOException {
        RawResponse part = get(server, "/index.html", "Range: bytes=4-7");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("home");
        assertThat(part.field("Content-Range")).isEqualTo("bytes 4-7/13");
        assertThat(get(server, "/large.bin", "Range: bytes=-200000").body()).hasSize(200_000);
        RawResponse none = get(server, "/index.html", "Range: bytes=13-");
        assertThat(none.status()).isEqualTo(416);
        assertThat(none.field("Content-Range")).isEqualTo("bytes */13");
        RawResponse changed = get(server, "/index.html", "Range: bytes=4-7\r\nIf-Range: \"other\"");
        assertThat(changed.status()).isEqualTo(200);
    }

    private static void refusals(RunningServer server) throws IOException {
        for (String target : new String[] {
            "/no",
            "/.env",
            "/leak",
            "/shop/..%2f..%2fsecret",
            "/..%5csecret",
            "/%2e%2e/secret",
            "/index.html/",
            "/empty%2f"
        }) {
            RawResponse response = server.get(target);
            assertThat(response.status()).as(target).isEqualTo(404);
            assertThat(response.body()).as(target).isEqualTo("<h1>not here</h1>");
        }
        assertThat(server.get("/index.html%00").status()).isBetween(400, 404);
        RawResponse posted = ask(server, "POST", "/", "Content-Length: 0\r\n");
        assertThat(posted.status()).isEqualTo(405);
        assertThat(posted.field("Allow")).isEqualTo("GET, HEAD");
    }

    private static RawResponse get(RunningServer server, String target, String fields) throws IOException {
        return ask(server, "GET", target, fields + "\r\n");
    }

    private static RawResponse ask(RunningServer server, String method, String target, String fields)
            throws IOException {
        try (RawClient client = RawClient.connect(server.port())) {
            client.send(method + " " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + fields + "\r\n");
            return client.response();
        }
    }

    @Test
    void anApplicationMayPassRequestsOn(Site site) throws IOException {
        furnish(site);
        site.write("Shop.java", """
                import java.io.IOException;
                import java.nio.file.Path;
                import org.jcorn.*;
                import org.jcorn.files.StaticFiles;
                class Shop {
                    static final StaticFiles FILES = files();
                    static StaticFiles files() {
                        try {
                            return new StaticFiles(Path.of("public"));
                        } catch (IOException e) {
                            throw new ExceptionInInitializerError(e);
                        }
                    }
                    static void app(Request request, Response response) throws Exception {
                        if (request.path().equals("/now")) {
                            response.send("now");
                        } else {
                            FILES.handle(request, response);
                        }
                    }
                }
                """);
        try (RunningServer server = site.server().application("Shop:app").start()) {
            assertThat(server.get("/now").body()).isEqualTo("now");
            assertThat(server.get("/shop/").body()).isEqualTo("<h1>shop</h1>");
        }
    }

    @Test
    void aDirectoryThatIsGoneChangesNothingOnReload(Site site) throws IOException {
        // Given
        furnish(site);
        site.write("shop.properties", "static = public\n");
        try (RunningServer server =
                site.server().application(" ").args("-c", "shop.properties").start()) {
            // When
            site.write("shop.properties", "static = gone\n");
            server.signal("HUP");
            // Then
            server.log().awaitMatch("\"gone\" is not a directory|gone\" is not a directory");
            assertThat(server.get("/").body()).isEqualTo("<h1>home</h1>");
        }
    }

    @Test
    void notBesideAnApplication(Site site) throws IOException {
        furnish(site);

        Outcome outcome = site.server().args("--static", "public").run();

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output()).contains("setting 'static' (command line) names what to serve");
    }
}
