package org.jcorn.app.servlet.bridge;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/** Keeps what a WebSocket receives. */
record Heard(LinkedBlockingQueue<String> received) implements WebSocket.Listener {
    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        received.add("text " + data);
        return WebSocket.Listener.super.onText(socket, data, last);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
        received.add("binary " + data.remaining());
        return WebSocket.Listener.super.onBinary(socket, data, last);
    }

    @Override
    public CompletionStage<?> onPong(WebSocket socket, ByteBuffer data) {
        received.add("pong " + data.remaining());
        return WebSocket.Listener.super.onPong(socket, data);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        received.add("close " + code);
        return WebSocket.Listener.super.onClose(socket, code, reason);
    }
}
