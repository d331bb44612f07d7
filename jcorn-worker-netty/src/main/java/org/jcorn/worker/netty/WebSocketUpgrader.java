package org.jcorn.worker.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jcorn.WebSocketListener;
import org.jcorn.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** Makes a connection a WebSocket, once the handler of the request that asked for it has returned. */
final class WebSocketUpgrader implements Successor {

    private static final int FLUSH_AT_LEAST_EVERY = 64;

    private final WebSocketContext shared;

    /** Set by the thread of the request, read by the event loop. */
    private volatile @Nullable WebSocketAgreement agreement;

    WebSocketUpgrader(WebSocketContext shared) {
        this.shared = shared;
    }

    @Override
    public Map<String, String> webSocket(HttpRequest request, WebSocketListener listener, String subprotocol) {
        return agree(
                listener,
                subprotocol,
                request.remoteHost(),
                request.target(),
                request.header("Sec-WebSocket-Extensions"));
    }

    /** {@return the fields of the response} */
    Map<String, String> agree(
            WebSocketListener listener,
            String subprotocol,
            String remoteHost,
            String target,
            @Nullable String extensions) {
        WebSocketDeflate deflate = WebSocketDeflate.agree(extensions);
        agreement = new WebSocketAgreement(listener, subprotocol, remoteHost, target, deflate);
        return deflate == null ? Map.of() : Map.of("Sec-WebSocket-Extensions", deflate.field());
    }

    @Override
    public void takeOver(ChannelHandlerContext http, ByteBuffer received) {
        WebSocketAgreement agreed = agreement;
        if (agreed == null) {
            throw new IllegalStateException("no request has asked for a WebSocket");
        }
        Channel channel = http.channel();
        WebSocketDeflate deflate = agreed.deflate();
        WebSocketLimits limits = shared.limits();
        WebSocketFrames frames =
                new WebSocketFrames(deflate != null, deflate == null ? limits.frame() : limits.compressedFrame());
        WebSocketHandler handler = new WebSocketHandler(channel, shared, agreed, frames);
        if (channel.isActive()) {
            channel.config().setAutoRead(false);
            channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
            List<ChannelHandler> handlers = new ArrayList<>();
            handlers.add(new FlushConsolidationHandler(FLUSH_AT_LEAST_EVERY, true));
            handlers.add(frames);
            handlers.add(new WebSocket13FrameEncoder(false));
            if (deflate != null) {
                handlers.add(deflate.encoder());
            }
            handlers.add(handler);
            install(http, handlers);
        }
        handler.open();
        http.fireChannelRead(Unpooled.wrappedBuffer(received));
        http.fireChannelReadComplete(); // lets out what was sent in answer
        handler.start();
    }

    private static void install(ChannelHandlerContext http, List<ChannelHandler> handlers) {
        for (int i = handlers.size() - 1; i >= 0; i--) {
            http.pipeline().addAfter(http.name(), null, handlers.get(i));
        }
        http.pipeline().remove(http.handler());
    }
}
