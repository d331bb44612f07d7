package org.jcorn.worker.netty;

import org.jcorn.config.Config;
import org.jcorn.config.SecuritySettings;

/**
 * How much a client may send.
 *
 * @param frame bytes of the payload of a frame
 * @param message bytes of a message, all its frames together and decompressed
 */
record WebSocketLimits(int frame, int message) {

    static WebSocketLimits of(Config config) {
        int message = Math.toIntExact(config.get(SecuritySettings.WEBSOCKET_MAX_MESSAGE_SIZE));
        int frame = Math.toIntExact(config.get(SecuritySettings.WEBSOCKET_MAX_FRAME_SIZE));
        return new WebSocketLimits(frame == 0 ? message : Math.min(frame, message), message);
    }

    /** {@return the limit for frames whose payload is compressed} What cannot be compressed grows a little. */
    int compressedFrame() {
        return frame < message ? frame : (int) Math.min(Integer.MAX_VALUE, frame + (frame >>> 10) + 64L);
    }
}
