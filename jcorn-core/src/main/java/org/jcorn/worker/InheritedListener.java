package org.jcorn.worker;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import org.jcorn.spi.Listener;

/**
 * A listener as it is handed from process to process.
 *
 * @param fd its descriptor in this process
 * @param family {@code INET}, {@code INET6} or {@code UNIX}
 * @param address its address as text, with the real port
 */
public record InheritedListener(int fd, StandardProtocolFamily family, String address) implements Listener {

    @Override
    public boolean unix() {
        return family == StandardProtocolFamily.UNIX;
    }

    @Override
    public ServerSocketChannel open() throws IOException {
        ProtocolFamily protocolFamily = family;
        return Inherited.serverChannel(fd, protocolFamily);
    }
}
