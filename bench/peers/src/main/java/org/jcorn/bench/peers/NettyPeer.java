package org.jcorn.bench.peers;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;

/** Netty's HTTP codec on epoll, the handler on the event loop. */
public final class NettyPeer {
    private NettyPeer() {}

    public static void main(String[] args) throws Exception {
        int loops = Integer.parseInt(args[1]);
        new ServerBootstrap()
                .group(new MultiThreadIoEventLoopGroup(loops, EpollIoHandler.newFactory()))
                .channel(EpollServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, Answers.BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpServerCodec(), new NettyHandler());
                    }
                })
                .bind(Answers.HOST, Integer.parseInt(args[0]))
                .sync();
    }
}
