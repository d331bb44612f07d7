package org.jcorn.worker.netty;

import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionEncoder;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionFilter;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionFilterProvider;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compression as agreed upon with a client (permessage-deflate, RFC 7692).
 *
 * <p>The policy is that of memory: a deflater with its window takes 256 KiB, and a worker has a thousand sockets, so none
 * keeps one from message to message ({@code server_no_context_takeover}, which a server may ask for itself), and a short
 * message is sent as it is. An inflater takes 44 KiB, and only once the client has sent something compressed.
 */
final class WebSocketDeflate {

    private static final String NAME = "permessage-deflate";
    private static final String SERVER_NO_CONTEXT = "server_no_context_takeover";
    private static final String SERVER_WINDOW = "server_max_window_bits";
    private static final String CLIENT_WINDOW = "client_max_window_bits";
    private static final String CLIENT_NO_CONTEXT = "client_no_context_takeover";

    /** From how many bytes on a message is worth a deflater. */
    private static final int WORTHWHILE = 1024;

    private static final int LEVEL = 6;
    private static final int WINDOW_BITS = 15;
    private static final int MEMORY_LEVEL = 8;

    /** For netty's decompressor, which is not used. */
    private static final int ALLOCATION = 1;

    private final WebSocketServerExtension extension;

    private WebSocketDeflate(WebSocketServerExtension extension) {
        this.extension = extension;
    }

    /**
     * Take the first of the client's offers that suits.
     *
     * @param offers the value of {@code Sec-WebSocket-Extensions}
     * @return what is agreed upon, or null for no compression
     */
    static @Nullable WebSocketDeflate agree(@Nullable String offers) {
        for (WebSocketExtensionData offer : WebSocketOffers.read(offers)) {
            if (offer.name().equals(NAME) && acceptable(offer.parameters())) {
                Map<String, @Nullable String> parameters = new LinkedHashMap<>(offer.parameters());
                parameters.put(SERVER_NO_CONTEXT, null);
                WebSocketServerExtension agreed =
                        handshaker().handshakeExtension(new WebSocketExtensionData(NAME, parameters));
                if (agreed != null) {
                    return new WebSocketDeflate(agreed);
                }
            }
        }
        return null;
    }

    /** The JDK's deflater has one window size, so a client that wants another is not served (RFC 7692 §7.1.2.1). */
    private static boolean acceptable(Map<String, @Nullable String> parameters) {
        for (Map.Entry<String, @Nullable String> parameter : parameters.entrySet()) {
            String value = parameter.getValue();
            boolean valid = switch (parameter.getKey()) {
                case SERVER_NO_CONTEXT, CLIENT_NO_CONTEXT -> value == null;
                case CLIENT_WINDOW -> value == null || value.matches("[89]|1[0-5]");
                case SERVER_WINDOW -> false;
                default -> false;
            };
            if (!valid) {
                return false;
            }
        }
        return true;
    }

    private static PerMessageDeflateServerExtensionHandshaker handshaker() {
        return new PerMessageDeflateServerExtensionHandshaker(
                LEVEL, false, WINDOW_BITS, true, true, WINDOW_BITS, MEMORY_LEVEL, new Worthwhile(), ALLOCATION);
    }

    /** {@return the value of {@code Sec-WebSocket-Extensions} in the response} */
    String field() {
        StringBuilder field = new StringBuilder(NAME);
        new TreeMap<>(extension.newReponseData().parameters())
                .forEach((name, value) -> field.append("; ").append(name).append(value == null ? "" : "=" + value));
        return field.toString();
    }

    /** {@return a decompressor for one socket} */
    WebSocketInflater inflater() {
        return new WebSocketInflater(extension.newReponseData().parameters().containsKey(CLIENT_NO_CONTEXT));
    }

    /** {@return a compressor for one socket} */
    WebSocketExtensionEncoder encoder() {
        return extension.newExtensionEncoder();
    }

    /** Lets short messages pass uncompressed; each of ours is one frame. */
    private static final class Worthwhile implements WebSocketExtensionFilterProvider {
        @Override
        public WebSocketExtensionFilter encoderFilter() {
            return frame -> frame.content().readableBytes() < WORTHWHILE;
        }

        @Override
        public WebSocketExtensionFilter decoderFilter() {
            return WebSocketExtensionFilter.NEVER_SKIP;
        }
    }
}
