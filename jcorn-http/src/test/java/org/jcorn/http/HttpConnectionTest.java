package org.jcorn.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jcorn.http.HttpConnection.Progress;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n";

    @Test
    void aClientThatSendsNothingIsLeftInPeace() {
        Exchange exchange = Exchange.of().serve((request, response) -> response.send("x"));

        assertThat(exchange.output()).isEmpty();
        assertThat(exchange.recorder().events()).isEmpty();
        assertThat(exchange.wire().closed()).isTrue();
        assertThat(exchange.wire().drained()).isFalse();
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() {
        Exchange exchange =
                Exchange.of(GET + POST + "hello" + GET).serve((request, response) -> response.send(request.method()));

        assertThat(exchange.recorder().events())
                .containsExactly(
                        "started GET / HTTP/1.1",
                        "ended 200 3 ok",
                        "started POST / HTTP/1.1",
                        "ended 200 4 ok",
                        "started GET / HTTP/1.1",
                        "ended 200 3 ok");
    }

    @Test
    void withoutKeepAliveTheConnectionClosesAndUnreadInputIsDropped() {
        Exchange exchange = Exchange.of(GET + GET).closing().serve((request, response) -> response.send(""));

        assertThat(exchange.output()).containsOnlyOnce("HTTP/1.1 200 OK").contains("Connection: close");
        assertThat(exchange.wire().drained()).isTrue();
    }

    @Test
    void aConnectionReadToItsEndClosesAtOnce() {
        Exchange exchange = Exchange.of(GET).closing().serve((request, response) -> response.send(""));

        assertThat(exchange.wire().drained()).isFalse();
    }

    @Test
    void aSmallUnreadBodyIsDroppedBeforeTheNextRequest() {
        Exchange exchange = Exchange.of(POST + "he", "llo" + GET).serve((request, response) -> response.send(""));

        assertThat(exchange.recorder().events()).contains("started GET / HTTP/1.1");
    }

    @Test
    void aLargeUnreadBodyEndsTheConnection() {
        Exchange exchange = Exchange.of("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nhe")
                .serve((request, response) -> response.send(""));

        assertThat(exchange.output()).contains("Connection: close");
        assertThat(exchange.wire().drained()).isTrue();
    }

    @Test
    void aMalformedUnreadBodyEndsTheConnection() {
        Exchange exchange = Exchange.of("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n" + GET)
                .serve((request, response) -> response.send(""));

        assertThat(exchange.output()).containsOnlyOnce("HTTP/1.1 200 OK");
        assertThat(exchange.recorder().events()).containsExactly("started POST / HTTP/1.1", "ended 200 0 ok");
    }

    @Test
    void continueIsSentWhenTheBodyIsRead() {
        Exchange exchange = Exchange.of("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n", "hello")
                .serve((request, response) -> response.send(request.body().readAllBytes()));

        assertThat(exchange.output())
                .startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n")
                .endsWith("hello");
    }

    @Test
    void continueIsNotSentWhenTheBodyIsThere() {
        Exchange exchange = Exchange.of("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\nhello")
                .serve((request, response) -> response.send(request.body().readAllBytes()));

        assertThat(exchange.output()).startsWith("HTTP/1.1 200 OK\r\n");
    }

    @Test
    void continueIsNotSentWhenTheBodyIsNotWanted() {
        Exchange exchange = Exchange.of("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n", GET)
                .serve((request, response) -> response.status(401).send(""));

        assertThat(exchange.output()).startsWith("HTTP/1.1 401 ").contains("Connection: close");
        assertThat(exchange.recorder().events()).hasSize(2);
    }

    @Test
    void anExceptionIsAnErrorPage() {
        Exchange exchange = Exchange.of(GET + GET).serve((request, response) -> {
            response.header("X-Secret", "1").body().write(1);
            throw new IllegalStateException("secret");
        });

        assertThat(exchange.output())
                .isEqualTo("HTTP/1.1 500 Internal Server Error\r\nServer: jcorn\r\n" + Exchange.DATE
                        + "Connection: close\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 129\r\n\r\n"
                        + "<html>\n  <head>\n    <title>Internal Server Error</title>\n  </head>\n  <body>\n"
                        + "    <h1>Internal Server Error</h1>\n  </body>\n</html>\n");
        assertThat(exchange.recorder().events())
                .containsExactly("started GET / HTTP/1.1", "failed", "ended 500 129 app_error");
        assertThat(exchange.recorder().causes().get(0)).hasMessage("secret");
    }

    @Test
    void anExceptionInAChunkedBodyCutsIt() {
        Exchange exchange = Exchange.of(GET).serve((request, response) -> {
            response.body().write('a');
            response.body().flush();
            throw new IllegalStateException();
        });

        assertThat(exchange.output()).endsWith("1\r\na\r\n");
        assertThat(exchange.wire().closed()).isTrue();
        assertThat(exchange.wire().aborted()).isFalse();
    }

    @Test
    void anExceptionInABodyThatEndsByClosingResetsTheConnection() {
        Exchange exchange = Exchange.of("GET / HTTP/1.0\r\n\r\n").serve((request, response) -> {
            response.body().write('a');
            response.body().flush();
            throw new IllegalStateException();
        });

        assertThat(exchange.wire().aborted()).isTrue();
    }

    @Test
    void aStackOverflowIsTheRequestsFault() {
        Exchange exchange = Exchange.of(GET).serve((request, response) -> {
            throw new StackOverflowError();
        });

        assertThat(exchange.output()).startsWith("HTTP/1.1 500 ");
    }

    @Test
    void runningOutOfMemoryIsTheProcesssFault() {
        assertThatThrownBy(() -> Exchange.of(GET).serve((request, response) -> {
                    throw new OutOfMemoryError();
                }))
                .isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void aBrokenBodyThatTheApplicationDoesNotCopeWithIsTheClientsFault() {
        Exchange exchange = Exchange.of(
                        "POST / HTTP/1.1\r\nAccept: application/json\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n")
                .serve((request, response) -> response.send(request.body().readAllBytes()));

        assertThat(exchange.output()).startsWith("HTTP/1.1 400 Bad Request\r\n").contains("application/json");
        assertThat(exchange.body())
                .isEqualTo("{\"status\":400,\"error\":\"Bad Request\",\"message\":\"A chunk size is malformed\"}\n");
        assertThat(exchange.recorder().events())
                .containsExactly("started POST / HTTP/1.1", "malformed CHUNK_SIZE", "ended 400 75 malformed");
    }

    @Test
    void anApplicationMayCopeWithABrokenBody() {
        Exchange exchange = Exchange.of(POST + "he").serve((request, response) -> {
            assertThatThrownBy(() -> request.body().readAllBytes()).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> request.body().read()).isInstanceOf(IOException.class);
            response.status(422).send("short");
        });

        assertThat(exchange.output()).startsWith("HTTP/1.1 422 ").contains("Connection: close");
        assertThat(exchange.recorder().events()).endsWith("ended 422 5 ok");
    }

    @Test
    void aClientThatBreaksTheConnectionIsNotAFailure() {
        ScriptedWire wire = ScriptedWire.of(POST).failingAtEnd(new IOException("Connection reset"));
        Exchange exchange =
                Exchange.over(wire).serve((request, response) -> request.body().readAllBytes());

        assertThat(exchange.recorder().events()).containsExactly("started POST / HTTP/1.1", "ended 200 0 client_gone");
        assertThat(exchange.wire().drained()).isFalse();
    }

    @Test
    void aClientThatDoesNotWaitForTheAnswerIsNotAFailure() {
        ScriptedWire wire = ScriptedWire.of(GET).failingOnWrite(new IOException("Broken pipe"));
        Exchange exchange = Exchange.over(wire).serve((request, response) -> response.send("x"));

        assertThat(exchange.recorder().events())
                .endsWith("ended 200 0 client_gone")
                .doesNotContain("failed");
    }

    @Test
    void aSlowBodyIsAnswered() {
        ScriptedWire wire = ScriptedWire.of(POST).failingAtEnd(new SocketTimeoutException());
        Exchange exchange =
                Exchange.over(wire).serve((request, response) -> request.body().readAllBytes());

        assertThat(exchange.output()).startsWith("HTTP/1.1 408 Request Timeout\r\n");
        assertThat(exchange.recorder().events()).endsWith("ended 408 163 timed_out");
    }

    @Test
    void aSlowHeadIsAnswered() {
        ScriptedWire wire = ScriptedWire.of("GET / HT").failingAtEnd(new SocketTimeoutException());
        Exchange exchange = Exchange.over(wire).serve((request, response) -> response.send(""));

        assertThat(exchange.output()).startsWith("HTTP/1.1 408 Request Timeout\r\n");
        assertThat(exchange.recorder().events()).containsExactly("refused 408");
        assertThat(exchange.wire().drained()).isFalse();
    }

    @Test
    void anIdleConnectionTimesOutWithoutAWord() {
        ScriptedWire wire = ScriptedWire.of(GET).failingAtEnd(new SocketTimeoutException());
        Exchange exchange = Exchange.over(wire).serve((request, response) -> response.send("x"));

        assertThat(exchange.output()).doesNotContain("408");
        assertThat(exchange.recorder().events()).hasSize(2);
    }

    @Test
    void aBodyKeptByTheApplicationReadsNothingOfTheNextRequest() {
        InputStream[] kept = new InputStream[1];
        Exchange.of(POST + "hello").serve((request, response) -> kept[0] = request.body());

        assertThatThrownBy(() -> kept[0].read()).hasMessage("the request is over");
    }

    @Test
    void anInterruptLeftBehindIsCleared() {
        Exchange exchange = Exchange.of(GET)
                .serve((request, response) -> Thread.currentThread().interrupt());

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(exchange.output()).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void drainingStopsKeepAliveInTheMiddleOfAConnection() {
        boolean[] alive = {true};
        ScriptedWire wire = ScriptedWire.of(GET + GET + GET);
        HttpConnection connection =
                new HttpConnection(new HttpContext(HttpOptions.defaults()), () -> alive[0], new Recorder());
        connection.open(wire, Peer.unix());

        assertThat(connection.serve((request, response) -> response.send(""))).isTrue();
        assertThat(connection.serve((request, response) -> {
                    alive[0] = false;
                    response.send("");
                }))
                .isFalse();
        assertThat(wire.output()).containsSubsequence("Connection: keep-alive", "Connection: close");
    }

    @Test
    void aPollerFeedsBytesBeforeAThreadServes() throws IOException {
        // Given
        ScriptedWire wire = ScriptedWire.of(
                List.of(bytes("GET /1 HTT"), new byte[0], bytes("P/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n"), bytes("GET")));
        HttpConnection connection =
                new HttpConnection(new HttpContext(HttpOptions.defaults()), () -> true, new Recorder());
        connection.open(wire, Peer.unix());

        // When, then
        assertThat(connection.idle()).isTrue();
        assertThat(connection.receive()).isEqualTo(Progress.PARTIAL);
        assertThat(connection.idle()).isFalse();
        assertThat(connection.receive()).isEqualTo(Progress.PARTIAL);
        assertThat(connection.receive()).isEqualTo(Progress.READY);
        assertThat(connection.receive()).isEqualTo(Progress.READY);
        assertThat(connection.serve((request, response) -> response.send(request.path())))
                .isTrue();
        assertThat(connection.progress()).isEqualTo(Progress.READY);
        assertThat(connection.serve((request, response) -> response.send(request.path())))
                .isTrue();
        assertThat(connection.idle()).isTrue();
        assertThat(connection.receive()).isEqualTo(Progress.PARTIAL);
        assertThat(connection.receive()).isEqualTo(Progress.REFUSED);
        assertThat(connection.serve((request, response) -> response.send("never")))
                .isFalse();
        assertThat(wire.output()).containsSubsequence("/1", "/2", "HTTP/1.1 400 ");
    }

    @Test
    void aConnectionIsReusedWithoutMemory() {
        // Given
        HttpConnection connection =
                new HttpConnection(new HttpContext(HttpOptions.defaults()), () -> true, new Recorder());
        connection.open(ScriptedWire.of("PO"), Peer.unix());
        connection.serve((request, response) -> response.send("never"));
        connection.close();

        // When
        ScriptedWire wire = ScriptedWire.of(GET);
        connection.open(wire, Peer.unix());
        connection.serve((request, response) -> response.send("hello"));

        // Then
        assertThat(wire.output()).startsWith("HTTP/1.1 200 OK").endsWith("hello");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void aBodyAnnouncedTooLongIsRefusedUnread() {
        Exchange exchange = Exchange.of("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n")
                .with(HttpOptions.builder().limitRequestBody(10).build())
                .serve((request, response) -> response.send("x"));

        assertThat(exchange.output()).startsWith("HTTP/1.1 413 Content Too Large\r\n");
        assertThat(exchange.recorder().events()).containsExactly("refused 413");
    }

    @Test
    void aChunkedBodyIsRefusedWhenItGetsTooLong() {
        Exchange exchange = Exchange.of(
                        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n12345678\r\n3\r\n")
                .with(HttpOptions.builder().limitRequestBody(10).build())
                .serve((request, response) -> response.send(request.body().readAllBytes()));

        assertThat(exchange.output()).startsWith("HTTP/1.1 413 Content Too Large\r\n");
        assertThat(exchange.recorder().events())
                .containsExactly("started POST / HTTP/1.1", "malformed BODY_TOO_LONG", "ended 413 161 malformed");
    }

    @Test
    void aChunkedBodyOfTheVeryLimitIsServed() {
        Exchange exchange = Exchange.of(
                        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n12345678\r\n",
                        "2\r\n90\r\n0\r\n\r\n")
                .with(HttpOptions.builder().limitRequestBody(10).build())
                .serve((request, response) -> response.send(request.body().readAllBytes()));

        assertThat(exchange.output()).endsWith("1234567890");
    }

    @Test
    void aClientThatDoesNotReadIsToBeSeenInTheOutcome() {
        Exchange exchange = Exchange.over(ScriptedWire.of(GET).failingOnWrite(new SocketTimeoutException("no move")))
                .serve((request, response) -> response.send("x"));

        assertThat(exchange.recorder().events())
                .containsExactly("started GET / HTTP/1.1", "timed out", "ended 200 0 timed_out");
    }

    @Test
    void aRequestOverItsTimeIsInterruptedAndAnswered() {
        // Given
        HttpConnection connection = new HttpConnection(
                Exchange.context(HttpOptions.builder()
                        .requestTimeout(Duration.ofSeconds(5))
                        .build()),
                () -> true,
                new Recorder());
        ScriptedWire wire = ScriptedWire.of(GET);
        connection.open(wire, Peer.unix());

        // When
        boolean kept = connection.serve((request, response) -> {
            connection.tick(System.nanoTime() + Duration.ofSeconds(6).toNanos());
            new CountDownLatch(1).await();
        });

        // Then
        assertThat(kept).isFalse();
        assertThat(wire.output())
                .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
                .contains("Connection: close");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aRequestThatGoesOnRegardlessIsCutOff() {
        // Given
        Recorder recorder = new Recorder();
        HttpConnection connection = new HttpConnection(
                Exchange.context(HttpOptions.builder()
                        .requestTimeout(Duration.ofSeconds(5))
                        .build()),
                () -> true,
                recorder);
        ScriptedWire wire = ScriptedWire.of(GET);
        connection.open(wire, Peer.unix());

        // When
        connection.serve((request, response) -> {
            connection.tick(System.nanoTime() + Duration.ofSeconds(6).toNanos());
            connection.tick(System.nanoTime() + Duration.ofSeconds(9).toNanos());
        });

        // Then
        assertThat(wire.aborted()).isTrue();
        assertThat(recorder.events()).contains("overdue /", "lost /");
    }

    @Test
    void saysHowMuchOfABodyIsMissing() throws IOException {
        // Given
        HttpConnection connection =
                new HttpConnection(Exchange.context(HttpOptions.defaults()), () -> true, new Recorder());
        connection.open(ScriptedWire.of(POST + "he", "llo" + GET), Peer.unix());

        // Then
        assertThat(connection.receive()).isEqualTo(Progress.READY);
        assertThat(connection.bodyMissing()).isEqualTo(3);
        assertThat(connection.receiveBody()).isTrue();
        assertThat(connection.bodyMissing()).isZero();
        assertThat(connection.waitingSince()).isNotZero();
        assertThat(connection.serve((request, response) -> {
                    assertThat(connection.waitingSince()).isZero();
                    assertThat(request.body().readAllBytes()).hasSize(5);
                }))
                .isTrue();
        assertThat(connection.progress()).isEqualTo(Progress.READY);
        assertThat(connection.bodyMissing()).isZero();
    }
}
