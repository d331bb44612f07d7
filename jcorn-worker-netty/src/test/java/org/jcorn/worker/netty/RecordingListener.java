package org.jcorn.worker.netty;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jcorn.WebSocket;
import org.jcorn.WebSocketListener;
import org.jspecify.annotations.Nullable;

/** Keeps what it hears, such as {@code open}, {@code text:abc} or {@code close:1000:}. */
class RecordingListener implements WebSocketListener {

    final List<String> heard = new CopyOnWriteArrayList<>();
    private volatile @Nullable WebSocket socket;

    WebSocket socket() {
        WebSocket opened = socket;
        if (opened == null) {
            throw new AssertionError("onOpen was not called");
        }
        return opened;
    }

    @Override
    public void onOpen(WebSocket opened) throws Exception {
        socket = opened;
        heard.add("open");
    }

    @Override
    public void onText(WebSocket from, String message) throws Exception {
        heard.add("text:" + message);
    }

    @Override
    public void onBinary(WebSocket from, ByteBuffer message) throws Exception {
        byte[] bytes = new byte[message.remaining()];
        message.get(bytes);
        heard.add("binary:" + HexFormat.of().formatHex(bytes));
    }

    @Override
    public void onPong(WebSocket from, ByteBuffer payload) throws Exception {
        heard.add("pong:" + StandardCharsets.UTF_8.decode(payload));
    }

    @Override
    public void onClose(WebSocket from, int code, String reason) throws Exception {
        heard.add("close:" + code + ":" + reason);
    }
}
