package org.jcorn.worker.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLException;

/** Sees what TLS makes of a connection, and tells it so that its ends and failures look like those of plain ones. */
@SuppressWarnings("FutureReturnValueIgnored") // a channel tells of its failures by closing
final class TlsObserver extends ChannelInboundHandlerAdapter {

    private final TlsLayer layer;
    private boolean established;
    private boolean ended;

    TlsObserver(TlsLayer layer) {
        this.layer = layer;
    }

    @Override
    public void channelRead(ChannelHandlerContext handler, Object message) {
        layer.decrypted();
        handler.fireChannelRead(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext handler, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                established = true;
                layer.decrypted();
            } else if (!(handshake.cause() instanceof ClosedChannelException)) {
                failed(handshake.cause()); // the channel is being closed
            }
        } else if (event instanceof SslCloseCompletionEvent closing) {
            if (closing.isSuccess()) {
                end(handler);
            }
        } else if (event == ChannelInputShutdownEvent.INSTANCE) {
            if (!ended && established && !layer.context().suppressRaggedEofs()) {
                SSLException ragged = new SSLException("the connection ended without the closing alert");
                layer.complain(ragged);
                handler.fireExceptionCaught(ragged);
            }
            end(handler);
        } else {
            handler.fireUserEventTriggered(event);
        }
    }

    private void end(ChannelHandlerContext handler) {
        if (!ended) {
            ended = true;
            handler.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext handler, Throwable cause) {
        Throwable reason = cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause;
        if (reason instanceof SSLException) {
            failed(reason);
            handler.close(); // in order: the alert that tells the client why is on its way
        } else {
            handler.fireExceptionCaught(reason);
        }
    }

    private void failed(Throwable cause) {
        if (cause instanceof NotSslRecordException) {
            layer.complain(new SSLException("bytes that are no TLS")); // its own message is all of them
        } else {
            layer.complain(cause instanceof Exception exception ? exception : new IOException(cause));
        }
    }
}
