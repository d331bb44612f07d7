package org.jcorn.worker.netty;

import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a client did wrong (RFC 6455 §7.1.7).
 *
 * @param code what the close frame says
 * @param text what is wrong, in a line for the log and the close frame
 */
record WebSocketFault(int code, String text) {

    private static final int PROTOCOL_ERROR = 1002;
    private static final int INVALID_PAYLOAD = 1007;
    private static final int TOO_BIG = 1009;

    /** {@return the fault that an exception tells of, the decoder's among them} */
    static WebSocketFault of(CorruptedWebSocketFrameException thrown) {
        return new WebSocketFault(thrown.closeStatus().code(), String.valueOf(thrown.getMessage()));
    }

    static WebSocketFault violation(String text) {
        return new WebSocketFault(PROTOCOL_ERROR, text);
    }

    static WebSocketFault tooBig() {
        return new WebSocketFault(TOO_BIG, "the message is too long");
    }

    static WebSocketFault corrupt() {
        return new WebSocketFault(INVALID_PAYLOAD, "the compressed data is corrupt");
    }

    /** @param what is to be UTF-8 */
    static WebSocketFault notUtf8(String what) {
        return new WebSocketFault(INVALID_PAYLOAD, what + " is not UTF-8");
    }

    /** {@return an exception that tells of it} */
    CorruptedWebSocketFrameException exception(@Nullable Throwable cause) {
        return new CorruptedWebSocketFrameException(WebSocketCloseStatus.valueOf(code), text, cause);
    }
}
