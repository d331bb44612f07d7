package org.jcorn.logging;

import java.io.IOException;
import org.jcorn.config.SyslogAddress;

/** A way to a syslog server. Used by one thread. */
interface SyslogTransport {

    /** {@return the way to an address, not open yet} */
    static SyslogTransport of(SyslogAddress address) {
        return switch (address.transport()) {
            case UDP -> new SyslogDatagrams(address);
            case TCP, UNIX_STREAM -> new SyslogStream(address);
            case UNIX_DATAGRAM -> new SyslogUnixDatagrams(address.host());
        };
    }

    /**
     * Send a message, after opening the way if it is not open.
     *
     * @throws IOException if the server cannot be reached; then {@link #close}
     */
    void send(byte[] message) throws IOException;

    /** Close the way; it may be opened again. Never throws. */
    void close();
}
