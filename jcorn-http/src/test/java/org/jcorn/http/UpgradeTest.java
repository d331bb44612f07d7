package org.jcorn.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jcorn.Application;
import org.jcorn.WebSocketListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The opening handshake of a WebSocket (RFC 6455 §4.2), with the example of its §1.3. */
class UpgradeTest {
    private static final String HANDSHAKE = String.join(
            "\r\n",
            "GET /chat HTTP/1.1",
            "Host: a",
            "Upgrade: websocket",
            "Connection: keep-alive, Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Protocol: soap, chat",
            "Sec-WebSocket-Version: 13",
            "",
            "");

    private static final WebSocketListener LISTENER = new WebSocketListener() {};

    private static final Application UPGRADING = (request, response) -> {
        if (!request.upgrade(LISTENER, "chat", "soap")) {
            response.send("no upgrade");
        }
    };

    @Test
    void theConnectionIsHandedOverWithWhatFollows() {
        // Given
        ScriptedWire wire = ScriptedWire.of(HANDSHAKE + "frames").upgradable((request, listener, subprotocol) -> {
            assertThat(listener).isSameAs(LISTENER);
            assertThat(subprotocol).isEqualTo("chat");
            return Map.of("Sec-WebSocket-Extensions", "permessage-deflate");
        });
        Recorder recorder = new Recorder();
        HttpConnection connection = new HttpConnection(Exchange.context(HttpOptions.defaults()), () -> true, recorder);
        connection.open(wire, Peer.unix());

        // When
        boolean kept = connection.serve(UPGRADING);

        // Then
        assertThat(kept).isFalse();
        assertThat(connection.upgraded()).isTrue();
        assertThat(StandardCharsets.US_ASCII.decode(connection.release()).toString())
                .isEqualTo("frames");
        assertThat(wire.output())
                .isEqualTo(String.join(
                        "\r\n",
                        "HTTP/1.1 101 Switching Protocols",
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
                        "Sec-WebSocket-Protocol: chat",
                        "Sec-WebSocket-Extensions: permessage-deflate",
                        "",
                        ""));
        assertThat(recorder.events()).containsExactly("started GET /chat HTTP/1.1", "ended 101 0 ok");
        connection.close();
        assertThat(wire.closed()).as("closed by HTTP").isFalse();
    }

    @Test
    void anOrdinaryRequestIsTheApplications() {
        Exchange exchange = Exchange.of("GET / HTTP/1.1\r\nHost: a\r\n\r\n").serve(UPGRADING);

        assertThat(exchange.body()).isEqualTo("no upgrade");
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            Sec-WebSocket-Version: 13                  | Sec-WebSocket-Version: 8         | 426
            Sec-WebSocket-Version: 13                  | X: y                             | 426
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ== | Sec-WebSocket-Key: c2hvcnQ=      | 400
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ== | Sec-WebSocket-Key: ???           | 400
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ== | X: y                             | 400
            Connection: keep-alive, Upgrade            | Connection: keep-alive           | 400
            GET /chat                                  | POST /chat                       | 400
            HTTP/1.1                                   | HTTP/1.0                         | 400
            """)
    void aBrokenHandshakeIsRefused(String part, String broken, int status) {
        Exchange exchange = Exchange.of(HANDSHAKE.replace(part, broken)).serve(UPGRADING);

        assertThat(exchange.output())
                .matches("(?s)HTTP/1\\.[01] " + status + " .*")
                .contains("Sec-WebSocket-Version: 13\r\n");
    }

    @Test
    void aWorkerClassWithoutWebSocketsSaysSo() {
        Exchange exchange = Exchange.of(HANDSHAKE).serve(UPGRADING);

        assertThat(exchange.output()).startsWith("HTTP/1.1 500 ");
        assertThat(exchange.recorder().causes())
                .singleElement()
                .isInstanceOf(UnsupportedOperationException.class)
                .extracting(Throwable::getMessage)
                .asString()
                .contains("netty");
    }
}
