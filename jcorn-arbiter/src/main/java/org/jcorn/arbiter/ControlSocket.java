package org.jcorn.arbiter;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jcorn.control.ControlCall;
import org.jcorn.control.ControlServer;
import org.jcorn.worker.Inherited;
import org.jspecify.annotations.Nullable;

/**
 * A control socket and its file. As long as nobody has ever connected the loop looks after it; the first client gets it a
 * thread.
 */
final class ControlSocket {

    private static final PosixFilePermission[] BITS = {
        PosixFilePermission.OTHERS_EXECUTE, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_READ,
        PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_READ,
        PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_READ
    };

    private final ServerSocketChannel channel;
    private final int fd;
    private final Consumer<ControlCall> calls;
    private final @Nullable Object file;
    private Path path;
    private @Nullable ControlServer server;
    private boolean refused;
    private long refusedAt;

    private ControlSocket(ServerSocketChannel channel, int fd, Consumer<ControlCall> calls, Path path)
            throws IOException {
        this.channel = channel;
        this.fd = fd;
        this.calls = calls;
        this.path = path;
        this.file = fileKey(path);
    }

    /**
     * Make one.
     *
     * @param path where; a socket that nobody listens at any more is replaced
     * @param mode its permissions, which it has from the first moment
     * @param calls takes requests, on a thread of this socket
     * @throws IOException if that place cannot be used; the message says why
     */
    static ControlSocket open(Native os, Path path, int mode, Consumer<ControlCall> calls) throws IOException {
        ListenerOpener.removeStale(path);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        int old = os.libc().umask(~mode & 0777);
        try {
            channel.bind(UnixDomainSocketAddress.of(path));
            channel.configureBlocking(false);
            int fd = Inherited.number(channel);
            os.check("fcntl", os.libc().fcntl(fd, Libc.F_SETFD, Libc.FD_CLOEXEC));
            return new ControlSocket(channel, fd, calls, path);
        } catch (IOException e) {
            channel.close();
            throw e;
        } finally {
            os.libc().umask(old);
        }
    }

    /** {@return where its file is} */
    Path path() {
        return path;
    }

    void pollBy(PollSet poll) {
        if (!served() && !pausing()) {
            poll.add(fd);
        }
    }

    /**
     * Give it a thread if somebody has connected.
     *
     * @throws IOException if that fails for the first time, such as for want of descriptors; it is tried again
     */
    void turn() throws IOException {
        if (served() || pausing()) {
            return;
        }
        try {
            serve();
            refused = false;
        } catch (IOException e) {
            boolean known = refused;
            refused = true;
            refusedAt = System.nanoTime();
            if (!known) {
                throw e;
            }
        }
    }

    private boolean served() {
        return server != null && server.running();
    }

    /** The client that could not be taken still waits, so the loop would turn without rest. */
    private boolean pausing() {
        return refused && System.nanoTime() - refusedAt < ControlServer.PAUSE.toNanos();
    }

    private void serve() throws IOException {
        server = null;
        SocketChannel first = channel.accept();
        if (first == null) {
            return;
        }
        try {
            ControlServer next = new ControlServer(channel, calls);
            next.start(first);
            server = next;
        } catch (IOException e) {
            first.close();
            throw e;
        }
    }

    /** {@return whether its file is where it was made, and not another's} */
    boolean reachable() {
        try {
            return file != null && file.equals(fileKey(path));
        } catch (IOException e) {
            return false;
        }
    }

    /** Change its permissions. */
    void mode(int mode) throws IOException {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < BITS.length; bit++) {
            if ((mode & 1 << bit) != 0) {
                permissions.add(BITS[bit]);
            }
        }
        if (reachable()) {
            Files.setPosixFilePermissions(path, permissions);
        }
    }

    /** Move its file. @throws IOException if something else is there that is not a socket without a listener */
    void move(Path to) throws IOException {
        ListenerOpener.removeStale(to);
        Files.move(path, to, StandardCopyOption.ATOMIC_MOVE);
        path = to;
    }

    /** Remove the file, unless another has taken the place, and answer nobody any more. */
    void close() throws IOException {
        if (reachable()) {
            Files.delete(path);
        }
        if (server != null) {
            server.close();
        }
        channel.close();
    }

    private static @Nullable Object fileKey(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
