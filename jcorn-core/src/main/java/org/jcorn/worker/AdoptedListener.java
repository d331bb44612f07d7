package org.jcorn.worker;

import java.io.FileInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import org.jcorn.spi.Listener;

/** An inherited listener as the worker class sees it. */
final class AdoptedListener implements Listener {

    private final InheritedListener inherited;
    private final int place;

    // Guarded by this.
    private boolean spareUsed;

    /** @param place which of the worker's listeners it is, from 0 */
    AdoptedListener(InheritedListener inherited, int place) {
        this.inherited = inherited;
        this.place = place;
    }

    int place() {
        return place;
    }

    @Override
    public int fd() {
        return inherited.fd();
    }

    @Override
    public String address() {
        return inherited.address();
    }

    @Override
    public boolean unix() {
        return inherited.family() == StandardProtocolFamily.UNIX;
    }

    @Override
    public ServerSocketChannel open() throws IOException {
        return Inherited.serverChannel(inherited.fd(), inherited.family());
    }

    @Override
    public synchronized ServerSocketChannel openAgain() throws IOException {
        spareUsed = true;
        return Inherited.serverChannel(inherited.spare(), inherited.family());
    }

    /** A spare that nobody asked for would keep the socket listening when the worker has closed it. */
    synchronized void closeUnusedSpare() throws IOException {
        if (!spareUsed) {
            spareUsed = true;
            new FileInputStream(Inherited.descriptor(inherited.spare())).close();
        }
    }
}
