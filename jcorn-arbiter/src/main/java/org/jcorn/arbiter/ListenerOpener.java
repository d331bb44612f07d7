package org.jcorn.arbiter;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import jnr.ffi.Pointer;
import org.jcorn.config.BindAddress;
import org.jcorn.worker.Inherited;

/** Opens listening sockets. Failures name the setting, the address and the reason. */
final class ListenerOpener {

    // From <sys/stat.h>.
    private static final int S_IFMT = 0170000;
    private static final int S_IFSOCK = 0140000;

    private static final int AF_UNIX = 1;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;

    private static final int SOL_SOCKET = 1;
    private static final int SO_ACCEPTCONN = 30;

    private static final int IPPROTO_TCP = 6;
    private static final int TCP_NODELAY = 1;

    private final Native os;
    private final int backlog;
    private final int umask;
    private final boolean reusePort;

    /**
     * @param backlog how many connections may wait to be accepted
     * @param umask the file mode mask of Unix sockets
     * @param reusePort whether TCP sockets are to share their ports
     */
    ListenerOpener(Native os, int backlog, int umask, boolean reusePort) {
        this.os = os;
        this.backlog = backlog;
        this.umask = umask;
        this.reusePort = reusePort;
    }

    BoundListener open(BindAddress address) throws IOException {
        try {
            if (address instanceof BindAddress.Tcp tcp) {
                InetAddress host = InetAddress.getByName(tcp.host());
                return openTcp(tcp, new InetSocketAddress(host, tcp.port()), reusePort);
            }
            if (address instanceof BindAddress.Unix unix) {
                return openUnix(unix);
            }
            return adopt(address, ((BindAddress.Fd) address).number());
        } catch (IOException e) {
            throw new IOException("cannot listen on " + address + ": " + reason(e), e);
        }
    }

    /**
     * {@return another socket of the same address}
     *
     * @param first an open TCP socket; if it was bound without {@code SO_REUSEPORT} it gets it now
     * @throws IOException if it cannot be opened
     */
    BoundListener another(BoundListener first) throws IOException {
        BindAddress.Tcp address = (BindAddress.Tcp) first.configured();
        try {
            first.channel().setOption(StandardSocketOptions.SO_REUSEPORT, true);
            return openTcp(address, (InetSocketAddress) first.channel().getLocalAddress(), true);
        } catch (IOException e) {
            throw new IOException("cannot listen on " + first.address() + " once more: " + reason(e), e);
        }
    }

    private BoundListener openTcp(BindAddress.Tcp tcp, InetSocketAddress wanted, boolean shared) throws IOException {
        StandardProtocolFamily family = wanted.getAddress().getAddress().length == 4
                ? StandardProtocolFamily.INET
                : StandardProtocolFamily.INET6;
        ServerSocketChannel channel = ServerSocketChannel.open(family);
        try {
            if (shared) {
                channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            channel.bind(wanted, backlog);
            noDelay(Inherited.number(channel));
            int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            String address = new BindAddress.Tcp(tcp.host(), port).toString();
            return new BoundListener(tcp, family, Inherited.number(channel), address, channel, null);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Connections inherit it on Linux, which saves every worker a call for each. */
    private void noDelay(int fd) throws IOException {
        Pointer on = os.memory(Integer.BYTES);
        on.putInt(0, 1);
        os.check("setsockopt", os.libc().setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, on, Integer.BYTES));
    }

    private BoundListener openUnix(BindAddress.Unix unix) throws IOException {
        Path path = unix.path();
        removeStale(path);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        int old = os.libc().umask(umask);
        try {
            channel.bind(UnixDomainSocketAddress.of(path), backlog);
            return new BoundListener(
                    unix,
                    StandardProtocolFamily.UNIX,
                    Inherited.number(channel),
                    unix.toString(),
                    channel,
                    new SocketFile(path, false));
        } catch (IOException e) {
            channel.close();
            throw e;
        } finally {
            os.libc().umask(old);
        }
    }

    /** A socket file that nobody answers behind is what a killed server left; anything else is not ours to remove. */
    static void removeStale(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        if ((mode & S_IFMT) != S_IFSOCK) {
            throw new IOException("the file exists and is no socket");
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false); // whoever has a full queue is there, too
            probe.connect(UnixDomainSocketAddress.of(path));
        } catch (ConnectException e) {
            Files.delete(path);
            return;
        } catch (SocketException e) {
            throw new BindException("Address already in use (" + e.getMessage() + ")");
        }
        throw new BindException("Address already in use");
    }

    /**
     * {@return a listener that this process was started with}
     *
     * @param configured the address it stands for
     * @throws IOException if the descriptor is no such thing
     */
    BoundListener adopt(BindAddress configured, int fd) throws IOException {
        if (!listens(fd)) {
            throw new IOException("it is no socket to listen on");
        }
        Pointer address = os.memory(128);
        Pointer length = os.memory(Integer.BYTES);
        length.putInt(0, 128);
        os.check("getsockname", os.libc().getsockname(fd, address, length));
        StandardProtocolFamily family = switch (address.getShort(0)) {
            case AF_UNIX -> StandardProtocolFamily.UNIX;
            case AF_INET -> StandardProtocolFamily.INET;
            case AF_INET6 -> StandardProtocolFamily.INET6;
            default -> throw new IOException("it is no socket to listen on");
        };
        if (family != StandardProtocolFamily.UNIX) {
            noDelay(fd);
        }
        ServerSocketChannel channel = Inherited.serverChannel(fd, family);
        String name;
        if (channel.getLocalAddress() instanceof InetSocketAddress bound) {
            String host = configured instanceof BindAddress.Tcp tcp
                    ? tcp.host()
                    : bound.getAddress().getHostAddress();
            name = new BindAddress.Tcp(host, bound.getPort()).toString();
        } else {
            name = "unix:" + channel.getLocalAddress();
        }
        SocketFile file = configured instanceof BindAddress.Unix unix ? new SocketFile(unix.path(), true) : null;
        return new BoundListener(configured, family, fd, name, channel, file);
    }

    private boolean listens(int fd) {
        Pointer value = os.memory(Integer.BYTES);
        Pointer length = os.memory(Integer.BYTES);
        length.putInt(0, Integer.BYTES);
        return os.libc().getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, value, length) == 0 && value.getInt(0) != 0;
    }

    private static String reason(IOException e) {
        if (e instanceof UnknownHostException) {
            return "the host is not known";
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
