package org.jcorn.bench.peers;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Answers the requests of one connection; gathers a body itself, which spares the others an aggregator. */
@SuppressWarnings("FutureReturnValueIgnored") // A write that fails closes the channel, and nothing else is to be done.
final class NettyHandler extends ChannelInboundHandlerAdapter {
    private static final AsciiString TYPE = AsciiString.cached(Answers.TYPE);
    private static final ByteBuf HELLO = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(Answers.hello()));
    private static final ByteBuf BODY = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(Answers.body()));

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** The second and its text; replaced as one, by whichever loop sees the next second first. */
    private record Date(long second, AsciiString text) {
        static Date now() {
            Instant now = Instant.now();
            return new Date(now.getEpochSecond(), new AsciiString(DATE.format(now)));
        }
    }

    private static volatile Date date = Date.now();

    private ByteBuf received = Unpooled.EMPTY_BUFFER;
    private String target = "";
    private boolean keepAlive;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            target = request.uri();
            keepAlive = HttpUtil.isKeepAlive(request);
        }
        if (message instanceof HttpContent content) {
            if (content.content().isReadable()) {
                received = Unpooled.wrappedBuffer(received, content.content().retain());
            }
            if (content instanceof LastHttpContent) {
                answer(context);
            }
        }
        ReferenceCountUtil.release(message);
    }

    private void answer(ChannelHandlerContext context) {
        ByteBuf body = received;
        received = Unpooled.EMPTY_BUFFER;
        switch (target) {
            case "/" -> write(context, HttpResponseStatus.OK, HELLO.duplicate());
            case "/echo" -> write(context, HttpResponseStatus.OK, body);
            case "/body" -> write(context, HttpResponseStatus.OK, BODY.duplicate());
            case "/sleep" -> {
                Runnable wake = () -> {
                    write(context, HttpResponseStatus.OK, HELLO.duplicate());
                    context.flush();
                };
                context.executor().schedule(wake, Answers.SLEEP_MILLIS, TimeUnit.MILLISECONDS);
            }
            default -> write(context, HttpResponseStatus.NOT_FOUND, Unpooled.EMPTY_BUFFER);
        }
    }

    private void write(ChannelHandlerContext context, HttpResponseStatus status, ByteBuf body) {
        DefaultHttpHeadersFactory unchecked =
                DefaultHttpHeadersFactory.headersFactory().withValidation(false);
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body, unchecked, unchecked);
        response.headers()
                .set(HttpHeaderNames.DATE, date())
                .set(HttpHeaderNames.CONTENT_TYPE, TYPE)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        if (keepAlive) {
            context.write(response, context.voidPromise());
        } else {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            context.write(response).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private static AsciiString date() {
        if (System.currentTimeMillis() / 1000 != date.second()) {
            date = Date.now();
        }
        return date.text();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        received.release();
        received = Unpooled.EMPTY_BUFFER;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
