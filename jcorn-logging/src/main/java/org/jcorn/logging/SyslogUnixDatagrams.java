package org.jcorn.logging;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** By a Unix socket that takes datagrams, as {@code /dev/log} is one. */
final class SyslogUnixDatagrams implements SyslogTransport {

    private final String path;
    private @Nullable UnixDatagramSocket socket;

    SyslogUnixDatagrams(String path) {
        this.path = path;
    }

    @Override
    public void send(byte[] message) throws IOException {
        UnixDatagramSocket former = socket;
        if (former != null) {
            try {
                former.send(message);
                return;
            } catch (IOException e) {
                close(); // another server may have come in its place
            }
        }
        UnixDatagramSocket next = UnixDatagramSocket.connect(path);
        socket = next;
        next.send(message);
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
