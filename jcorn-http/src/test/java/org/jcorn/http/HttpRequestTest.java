package org.jcorn.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.jcorn.Headers.Field;
import org.jcorn.Request;
import org.jcorn.config.ProxyProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpRequestTest {

    @ParameterizedTest
    @CsvSource({
        "/a/b, /a/b",
        "/a%20b, /a b",
        "/%C3%A9, /é",
        "/%c3%a9%2F, /é/",
        "/%zz%, /%zz%",
        "/%4, /%4",
        "/a%, /a%",
        "/%FF, /\uFFFD",
        "/a?b, /a",
        "http://a?b, /",
    })
    void pathsAreDecoded(String target, String path) {
        see("GET " + target + " HTTP/1.1\r\n\r\n", request -> {
            assertThat(request.path()).isEqualTo(path);
            assertThat(request.target()).isEqualTo(target);
        });
    }

    @Test
    void theScriptNameIsTakenOffThePath() {
        HttpOptions options = HttpOptions.builder().scriptName("/shop/").build();
        Exchange.of("GET /shop/a%20b?c HTTP/1.1\r\n\r\n").with(options).serve((request, response) -> {
            assertThat(request.scriptName()).isEqualTo("/shop");
            assertThat(request.path()).isEqualTo("/a b");
            assertThat(request.query()).isEqualTo("c");
        });
    }

    @Test
    void theMountPointItselfHasAnEmptyPath() {
        HttpOptions options = HttpOptions.builder().scriptName("/shop").build();
        Exchange.of("GET /shop HTTP/1.1\r\n\r\n")
                .with(options)
                .serve((request, response) -> assertThat(request.path()).isEmpty());
    }

    @Test
    void fieldsAreFoundWhateverTheirCase() {
        see("GET / HTTP/1.1\r\naCCept: a\r\nCookie: b=1\r\nAccept: c\r\nCookie: d=2\r\n\r\n", request -> {
            assertThat(request.header("accept")).isEqualTo("a, c");
            assertThat(request.header("COOKIE")).isEqualTo("b=1; d=2");
            assertThat(request.header("Absent")).isNull();
            assertThat(request.headers().first("ACCEPT")).isEqualTo("a");
            assertThat(request.headers().all("Accept")).containsExactly("a", "c");
            assertThat(request.headers().all("Absent")).isEmpty();
            assertThat(request.headers()).contains(new Field("aCCept", "a")).hasSize(4);
        });
    }

    @Test
    void thePeerIsNamed() {
        see("GET / HTTP/1.1\r\nHost: other:1\r\n\r\n", request -> {
            assertThat(request.remoteHost()).isEqualTo("127.0.0.1");
            assertThat(request.remotePort()).isEqualTo(4711);
            assertThat(request.serverName()).isEqualTo("192.0.2.80");
            assertThat(request.serverPort()).isEqualTo(8000);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "jcorn.test, jcorn.test, 80",
        "jcorn.test:8000, jcorn.test, 8000",
        "jcorn.test:, jcorn.test, 80",
        "[::1], ::1, 80",
        "[::1]:81, ::1, 81",
        "'', '', 80",
    })
    void onAUnixSocketTheHostFieldNamesTheServer(String host, String name, int port) {
        Exchange.of("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                .from(Peer.unix())
                .serve((request, response) -> {
                    assertThat(request.remoteHost()).isEmpty();
                    assertThat(request.remotePort()).isZero();
                    assertThat(request.serverName()).isEqualTo(name);
                    assertThat(request.serverPort()).isEqualTo(port);
                });
    }

    @Test
    void anAbsoluteTargetBeatsTheHostField() {
        Exchange.of("GET http://a:81/ HTTP/1.1\r\nHost: b:82\r\nX-Forwarded-Proto: https\r\n\r\n")
                .from(Peer.unix())
                .serve((request, response) -> {
                    assertThat(request.serverName()).isEqualTo("a");
                    assertThat(request.serverPort()).isEqualTo(81);
                    assertThat(request.scheme()).isEqualTo("https");
                });
    }

    @Test
    void httpsHasItsOwnDefaultPort() {
        Exchange.of("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-Proto: https\r\n\r\n")
                .from(Peer.unix())
                .serve((request, response) -> assertThat(request.serverPort()).isEqualTo(443));
    }

    @Test
    void tlsMakesTheSchemeHttpsAndAProxyMayDeny() {
        Peer tls = new Peer("127.0.0.1", 1, "127.0.0.1", 2, true);
        Exchange.of("GET / HTTP/1.1\r\n\r\n")
                .from(tls)
                .serve((request, response) -> assertThat(request.scheme()).isEqualTo("https"));
        Exchange.of("GET / HTTP/1.1\r\nX-Forwarded-Proto: http\r\n\r\n")
                .from(tls)
                .serve((request, response) -> assertThat(request.scheme()).isEqualTo("http"));
    }

    @Test
    void aProxyPrefixNamesTheClientOfEveryRequest() {
        HttpOptions options =
                HttpOptions.builder().proxyProtocol(ProxyProtocol.AUTO).build();
        Exchange exchange = Exchange.of(
                        "PROXY TCP4 198.51.100.1 198.51.100.2 99 80\r\n",
                        "GET /1 HTTP/1.1\r\n\r\n",
                        "GET /2 HTTP/1.1\r\n\r\n")
                .with(options)
                .serve((request, response) -> response.send(request.remoteHost() + " " + request.remotePort() + " "
                        + request.environ().get("PROXY_ADDR") + " " + request.serverPort()));

        assertThat(exchange.output().split("198.51.100.1 99 198.51.100.2 8000", -1))
                .hasSize(3);
    }

    @Test
    void aProxyThatSpeaksForItselfKeepsItsAddress() {
        HttpOptions options =
                HttpOptions.builder().proxyProtocol(ProxyProtocol.V1).build();
        Exchange.of("PROXY UNKNOWN\r\nGET / HTTP/1.1\r\n\r\n").with(options).serve((request, response) -> {
            assertThat(request.remoteHost()).isEqualTo("127.0.0.1");
            assertThat(request.environ()).doesNotContainKey("PROXY_PROTOCOL");
        });
    }

    @Test
    void theEnvironmentIsThatOfCgi() {
        see(
                "POST /a%20b?c=d HTTP/1.1\r\nHost: x\r\nContent-Type: a/b\r\nContent-Length: 0\r\nX-Two: 1\r\nx-two: 2\r\n\r\n",
                request -> assertThat(request.environ())
                        .containsEntry("REQUEST_METHOD", "POST")
                        .containsEntry("SCRIPT_NAME", "")
                        .containsEntry("PATH_INFO", "/a b")
                        .containsEntry("RAW_URI", "/a%20b?c=d")
                        .containsEntry("QUERY_STRING", "c=d")
                        .containsEntry("SERVER_PROTOCOL", "HTTP/1.1")
                        .containsEntry("REMOTE_ADDR", "127.0.0.1")
                        .containsEntry("REMOTE_PORT", "4711")
                        .containsEntry("SERVER_NAME", "192.0.2.80")
                        .containsEntry("SERVER_PORT", "8000")
                        .containsEntry("CONTENT_TYPE", "a/b")
                        .containsEntry("CONTENT_LENGTH", "0")
                        .containsEntry("HTTP_HOST", "x")
                        .containsEntry("HTTP_X_TWO", "1,2")
                        .containsEntry("wsgi.url_scheme", "http")
                        .doesNotContainKeys("HTTP_CONTENT_TYPE", "HTTPS"));
    }

    @Test
    void attributesLiveAsLongAsTheRequest() {
        Exchange.of("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n").serve((request, response) -> {
            assertThat(request.attributes()).isEmpty();
            request.attributes().put("a", 1);
            assertThat(request.attributes()).containsEntry("a", 1);
        });
    }

    @Test
    void trailersShowAtTheEndOfTheBody() {
        see("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX-Sum: 7\r\n\r\n", request -> {
            assertThat(request.trailers().size()).isZero();
            try {
                assertThat(request.body().readAllBytes()).containsExactly('a');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            assertThat(request.trailers().first("x-sum")).isEqualTo("7");
        });
    }

    private static void see(String bytes, Consumer<Request> check) {
        Exchange exchange = Exchange.of(bytes).serve((request, response) -> check.accept(request));
        assertThat(exchange.recorder().causes()).isEmpty();
        assertThat(exchange.recorder().events()).hasSize(2);
    }
}
