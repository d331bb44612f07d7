package org.jcorn.arbiter;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import org.jcorn.config.BindAddress;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket that the arbiter holds open for the workers to inherit.
 *
 * @param configured what the setting {@code bind} says
 * @param family {@code INET}, {@code INET6} or {@code UNIX}
 * @param fd its descriptor
 * @param address its address as text, with the port it really has
 * @param channel what closes it
 * @param socketFile the file of a Unix socket that this process or one before it made
 */
record BoundListener(
        BindAddress configured,
        StandardProtocolFamily family,
        int fd,
        String address,
        ServerSocketChannel channel,
        @Nullable SocketFile socketFile) {

    /** Close this process's copy. Workers keep theirs; a Unix socket's file goes, so that nobody new connects. */
    void close() {
        if (!channel.isOpen()) {
            return; // the path may belong to another server by now
        }
        try {
            if (socketFile != null) {
                socketFile.remove();
            }
            channel.close();
        } catch (IOException e) {
            return; // closing on the way out: there is nothing left to do about it
        }
    }

    /**
     * {@return the address as Gunicorn prints it}
     *
     * @param scheme what is spoken there
     */
    String url(String scheme) {
        return family == StandardProtocolFamily.UNIX ? address : scheme + "://" + address;
    }
}
