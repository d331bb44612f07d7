package org.jcorn.worker.netty;

import io.netty.buffer.ByteBufUtil;

/** The codes of close frames (RFC 6455 §7.4, and the registry it started). */
final class WebSocketCloseCode {

    static final int GOING_AWAY = 1001;
    static final int NO_CODE = 1005;
    static final int ABNORMAL = 1006;
    static final int INTERNAL_ERROR = 1011;

    private static final int REASON_BYTES = 123;

    private WebSocketCloseCode() {}

    /** {@return whether a client may send it} */
    static boolean receivable(int code) {
        return within(code, 1000, 1003) || within(code, 1007, 1014) || within(code, 3000, 4999);
    }

    /**
     * See to it that an application may send this.
     *
     * @throws IllegalArgumentException if not
     */
    static void check(int code, String reason) {
        boolean sendable =
                (within(code, 1000, 1003) && code != 1002) || within(code, 1007, 1011) || within(code, 3000, 4999);
        if (!sendable) {
            throw new IllegalArgumentException(
                    "close code " + code + ": must be 1000, 1001, 1003, 1007 to 1011, or 3000 to 4999");
        }
        if (ByteBufUtil.utf8Bytes(reason) > REASON_BYTES) {
            throw new IllegalArgumentException(
                    "close reason \"" + reason + "\": must have " + REASON_BYTES + " bytes at most as UTF-8");
        }
    }

    private static boolean within(int code, int first, int last) {
        return code >= first && code <= last;
    }
}
