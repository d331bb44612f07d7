package org.jcorn.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jcorn.Application;
import org.jcorn.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseFramingTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String GET_1_0 = "GET / HTTP/1.0\r\n\r\n";
    private static final String START = "HTTP/1.1 200 OK\r\nServer: jcorn\r\n" + Exchange.DATE;

    @Test
    void aStringLeavesInOneWriteWithItsLength() {
        Exchange exchange = Exchange.of(GET).serve((request, response) -> response.send("hé"));

        assertThat(exchange.output())
                .isEqualTo(START + "Connection: keep-alive\r\nContent-Type: text/plain; charset=utf-8\r\n"
                        + "Content-Length: 3\r\n\r\nh\u00c3\u00a9");
        assertThat(exchange.wire().writes()).isEqualTo(1);
    }

    @Test
    void bytesHaveNoContentTypeOfTheirOwn() {
        Exchange exchange = Exchange.of(GET).closing().serve((request, response) -> response.send(new byte[] {65}));

        assertThat(exchange.output()).isEqualTo(START + "Connection: close\r\nContent-Length: 1\r\n\r\nA");
    }

    @Test
    void aLargeBodyIsGatheredBehindItsHead() {
        Exchange exchange = Exchange.of(GET).serve((request, response) -> response.send(new byte[100_000]));

        assertThat(exchange.body()).hasSize(100_000);
        assertThat(exchange.wire().writes()).isEqualTo(1);
    }

    @Test
    void nothingSentIsAnEmptyBody() {
        Exchange exchange = Exchange.of(GET).serve((request, response) -> response.status(201));

        assertThat(exchange.output()).startsWith("HTTP/1.1 201 Created\r\n").endsWith("Content-Length: 0\r\n\r\n");
    }

    @Test
    void aSmallStreamGetsALengthInsteadOfChunks() {
        Exchange exchange = Exchange.of(GET).serve((request, response) -> write(response.body(), "hello"));

        assertThat(exchange.output()).endsWith("Content-Length: 5\r\n\r\nhello");
        assertThat(exchange.wire().writes()).isEqualTo(1);
    }

    @Test
    void aFlushedStreamIsChunked() {
        Exchange exchange = Exchange.of(GET).serve((request, response) -> {
            OutputStream body = response.body();
            write(body, "hello");
            body.flush();
            body.flush();
            write(body, " world, more");
        });

        assertThat(exchange.output())
                .isEqualTo(START + "Connection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "5\r\nhello\r\nc\r\n world, more\r\n0\r\n\r\n");
        assertThat(exchange.recorder().events()).contains("ended 200 17 ok");
    }

    @Test
    void aFullBufferIsOneChunk() {
        Exchange exchange = Exchange.of(GET).serve((request, response) -> {
            for (int i = 0; i < 8193; i++) {
                response.body().write('x');
            }
        });

        assertThat(exchange.body()).isEqualTo("2000\r\n" + "x".repeat(8192) + "\r\n1\r\nx\r\n0\r\n\r\n");
    }

    @Test
    void aLargePieceGoesPastTheBuffer() {
        Exchange exchange = Exchange.of(GET).serve((request, response) -> {
            write(response.body(), "a");
            response.body().write(new byte[20_000]);
        });

        assertThat(exchange.body()).startsWith("1\r\na\r\n4e20\r\n").endsWith("\0\r\n0\r\n\r\n");
    }

    @Test
    void http10IsEndedByClosing() {
        Exchange exchange = Exchange.of("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                .serve((request, response) -> {
                    response.body().flush();
                    write(response.body(), "hello");
                });

        assertThat(exchange.output())
                .isEqualTo("HTTP/1.0 200 OK\r\nServer: jcorn\r\n" + Exchange.DATE + "Connection: close\r\n\r\nhello");
        assertThat(exchange.wire().aborted()).isFalse();
    }

    @Test
    void http10KeepsAliveWhenAskedAndTheLengthIsKnown() {
        Exchange exchange = Exchange.of("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", GET_1_0)
                .serve((request, response) -> response.send(""));

        assertThat(exchange.output()).containsSubsequence("Connection: keep-alive", "Connection: close");
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void statusesWithoutBodySendNone(int status) {
        Exchange exchange = Exchange.of(GET)
                .serve((request, response) -> response.status(status).send("ignored"));

        assertThat(exchange.body()).isEmpty();
        assertThat(exchange.output()).doesNotContain("Content-Length", "Transfer-Encoding");
    }

    @Test
    void noContentLengthOn204ButOn304() {
        Exchange none = Exchange.of(GET)
                .serve((request, response) -> response.status(204).header("Content-Length", "5"));
        Exchange unmodified = Exchange.of(GET)
                .serve((request, response) -> response.status(304).header("Content-Length", "5"));

        assertThat(none.output()).doesNotContain("Content-Length");
        assertThat(unmodified.output()).contains("Content-Length: 5\r\n");
        assertThat(unmodified.recorder().events()).contains("ended 304 0 ok");
    }

    @Test
    void headGetsTheFieldsOfGet() {
        Application application = (request, response) -> response.send("hello");
        Exchange exchange = Exchange.of("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n").serve(application);

        assertThat(exchange.output()).endsWith("Content-Length: 5\r\n\r\n");
        assertThat(exchange.recorder().events()).contains("ended 200 0 ok");
    }

    @Test
    void headOfAStreamIsNotChunked() {
        Exchange exchange = Exchange.of("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n").serve((request, response) -> {
            response.body().flush();
            write(response.body(), "hello");
        });

        assertThat(exchange.output()).isEqualTo(START + "Connection: keep-alive\r\n\r\n");
    }

    @Test
    void aBodyShorterThanItsLengthCutsTheConnection() {
        Exchange exchange = Exchange.of(GET, GET).serve((request, response) -> {
            response.header("Content-Length", "10");
            write(response.body(), "hello");
        });

        assertThat(exchange.output()).endsWith("Content-Length: 10\r\n\r\nhello");
        assertThat(exchange.recorder().events())
                .containsExactly("started GET / HTTP/1.1", "failed", "ended 200 5 app_error");
        assertThat(exchange.recorder().causes().get(0))
                .hasMessage("response body of 5 bytes is shorter than its Content-Length of 10");
        assertThat(exchange.wire().closed()).isTrue();
    }

    @Test
    void aBodySentShortCutsTheConnectionToo() {
        Exchange exchange = Exchange.of(GET, GET)
                .serve((request, response) ->
                        response.header("Content-Length", "10").send("hello"));

        assertThat(exchange.output()).endsWith("hello");
        assertThat(exchange.recorder().events()).endsWith("ended 200 5 app_error");
    }

    @Test
    void nothingIsWrittenPastTheLength() {
        Exchange exchange = Exchange.of(GET).serve((request, response) -> {
            response.header("Content-Length", "5");
            write(response.body(), "hello");
            response.body().flush();
            assertThatThrownBy(() -> response.body().write('!'))
                    .isInstanceOf(IOException.class)
                    .hasMessage("response body of 6 bytes or more is longer than its Content-Length of 5");
        });

        assertThat(exchange.body()).isEqualTo("hello");
        assertThat(exchange.recorder().events()).contains("ended 200 5 ok");
    }

    @Test
    void aLengthSetTooLateBecomesAnError() {
        Exchange exchange = Exchange.of(GET).serve((request, response) -> {
            write(response.body(), "hello");
            response.header("Content-Length", "3");
        });

        assertThat(exchange.output()).startsWith("HTTP/1.1 500 ");
    }

    @Test
    void aBodyKnownToBeTooLongBecomesAnError() {
        Exchange exchange = Exchange.of(GET)
                .serve((request, response) ->
                        response.header("Content-Length", "3").send("hello"));

        assertThat(exchange.output()).startsWith("HTTP/1.1 500 ");
    }

    @Test
    void theServersOwnFieldsAndHopByHopFieldsAreDropped() {
        Exchange exchange = Exchange.of(GET)
                .serve((request, response) -> response.header("server", "x")
                        .header("Date", "x")
                        .header("CONNECTION", "x")
                        .addHeader("Keep-Alive", "x")
                        .addHeader("Transfer-Encoding", "x")
                        .header("Upgrade", "x")
                        .header("Trailer", "x")
                        .header("X-Kept", "1")
                        .addHeader("x-kept", "2")
                        .send(""));

        assertThat(exchange.output())
                .isEqualTo(START + "Connection: keep-alive\r\nX-Kept: 1\r\nx-kept: 2\r\n"
                        + "Content-Type: text/plain; charset=utf-8\r\nContent-Length: 0\r\n\r\n");
    }

    @Test
    void settingAFieldReplacesAllOfItsName() {
        Exchange exchange = Exchange.of(GET)
                .serve((request, response) -> response.addHeader("A", "1")
                        .addHeader("a", "2")
                        .header("A", "3")
                        .send(""));

        assertThat(exchange.output()).contains("\r\nA: 3\r\n").doesNotContain("A: 1", "a: 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "a\0b", "\u0100"})
    void valuesThatBreakALineAreRefused(String value) {
        Exchange.of(GET)
                .serve((request, response) -> assertThatThrownBy(() -> response.header("A", value))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("value of field A must not contain the character U+"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "ä", "a\n"})
    void namesThatAreNoTokensAreRefused(String name) {
        Exchange exchange = Exchange.of(GET).serve((request, response) -> response.addHeader(name, "x"));

        assertThat(exchange.recorder().causes().get(0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(exchange.output()).startsWith("HTTP/1.1 500 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "x", "1 ", "9999999999999999999"})
    void lengthsThatAreNoNumbersAreRefused(String value) {
        Exchange exchange = Exchange.of(GET).serve((request, response) -> response.header("Content-Length", value));

        assertThat(exchange.recorder().causes().get(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 199, 1000})
    void statusesOutOfRangeAreRefused(int status) {
        Exchange exchange = Exchange.of(GET).serve((request, response) -> response.status(status));

        assertThat(exchange.recorder().causes().get(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anUnknownStatusHasAReasonToo() {
        Exchange exchange = Exchange.of(GET)
                .serve((request, response) -> response.status(799).send(""));

        assertThat(exchange.output()).startsWith("HTTP/1.1 799 Unknown\r\n");
    }

    @Test
    void aCommittedResponseCannotBeChanged() {
        Exchange exchange = Exchange.of(GET).serve((request, response) -> {
            assertThat(response.committed()).isFalse();
            response.send("x");
            assertThat(response.committed()).isTrue();
            assertThatThrownBy(() -> response.status(404)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> response.header("A", "1")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> response.send("y")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> response.body().write(1)).isInstanceOf(IOException.class);
        });

        assertThat(exchange.body()).isEqualTo("x");
    }

    @Test
    void aResponseKeptByTheApplicationIsDead() {
        Response[] kept = new Response[1];
        Exchange exchange = Exchange.of(GET).serve((request, response) -> kept[0] = response);

        assertThatThrownBy(() -> kept[0].send("late")).isInstanceOf(IllegalStateException.class);
        assertThat(exchange.body()).isEmpty();
    }

    @Test
    void earlyHintsComeFirst() {
        Exchange exchange = Exchange.of(GET)
                .serve((request, response) -> response.earlyHints(Map.of("Link", "</a.css>; rel=preload"))
                        .send(""));

        assertThat(exchange.output())
                .startsWith("HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\nHTTP/1.1 200 OK\r\n");
    }

    @Test
    void earlyHintsAreNothingForHttp10() {
        Exchange exchange = Exchange.of(GET_1_0)
                .serve((request, response) ->
                        response.earlyHints(Map.of("Link", "x")).send(""));

        assertThat(exchange.output()).startsWith("HTTP/1.0 200 OK\r\n").doesNotContain("103");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 16_384, 16_385, 100_000})
    void aFileIsSentWhole(int size, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x".repeat(size));
        Exchange exchange = Exchange.of(GET).serve((request, response) -> response.sendFile(file));

        assertThat(exchange.output()).contains("Content-Length: " + size + "\r\n");
        assertThat(exchange.body()).isEqualTo("x".repeat(size));
        assertThat(exchange.recorder().events()).contains("ended 200 " + size + " ok");
        assertThat(exchange.wire().transfers()).isEqualTo(size > 16_384 ? 1 : 0);
    }

    @Test
    void aRegionOfAFileWithoutSendfile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "0123456789".repeat(5000));
        try (FileChannel channel = FileChannel.open(file)) {
            Exchange exchange = Exchange.of(GET)
                    .with(HttpOptions.builder().sendfile(false).build())
                    .serve((request, response) -> response.sendFile(channel, 5, 40_000));

            assertThat(exchange.body()).hasSize(40_000).startsWith("56789012");
            assertThat(exchange.wire().transfers()).isZero();
            assertThat(channel.position()).isZero();
        }
    }

    @Test
    void aFileThatDoesNotHoldTheRegionIsAnError(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "0123456789");
        try (FileChannel channel = FileChannel.open(file)) {
            Exchange exchange = Exchange.of(GET).serve((request, response) -> response.sendFile(channel, 5, 6));

            assertThat(exchange.output()).startsWith("HTTP/1.1 500 ");
        }
    }

    @Test
    void aDirectoryIsNoFile(@TempDir Path folder) {
        Exchange exchange = Exchange.of(GET).serve((request, response) -> response.sendFile(folder));

        assertThat(exchange.output()).startsWith("HTTP/1.1 500 ");
    }

    private static void write(OutputStream body, String text) throws IOException {
        body.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
