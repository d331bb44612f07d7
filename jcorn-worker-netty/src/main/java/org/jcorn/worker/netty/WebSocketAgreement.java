package org.jcorn.worker.netty;

import org.jcorn.WebSocketListener;
import org.jspecify.annotations.Nullable;

/**
 * What a request has led to that asked for a WebSocket.
 *
 * @param listener the application's
 * @param subprotocol agreed upon, or empty
 * @param remoteHost the client's address
 * @param target of the request, for the log
 * @param deflate the compression agreed upon, or null
 */
record WebSocketAgreement(
        WebSocketListener listener,
        String subprotocol,
        String remoteHost,
        String target,
        @Nullable WebSocketDeflate deflate) {}
