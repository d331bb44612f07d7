package org.jcorn.it.kit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** What a service manager listens at: a Unix datagram socket, which the JDK has not. */
public final class NotifySocket implements AutoCloseable {

    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int BUFFER = 4096;

    /** The calls needed. */
    public interface Calls {
        /** See {@code socket(2)}. */
        int socket(int domain, int type, int protocol);

        /** See {@code bind(2)}. */
        int bind(int fd, Pointer address, int length);

        /** See {@code recv(2)}. */
        long recv(int fd, Pointer buffer, long length, int flags);

        /** See {@code close(2)}. */
        int close(int fd);
    }

    private static final Calls CALLS = LibraryLoader.create(Calls.class).load("c");

    private final String name;
    private final int fd;
    private final Pointer buffer = memory(BUFFER);
    private final List<String> messages = new ArrayList<>();

    private NotifySocket(String name) {
        this.name = name;
        this.fd = CALLS.socket(AF_UNIX, SOCK_DGRAM, 0);
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        Pointer address = memory(Short.BYTES + path.length + 1);
        address.putShort(0, (short) AF_UNIX);
        address.put(Short.BYTES, path, 0, path.length);
        boolean isAbstract = name.startsWith("@");
        if (isAbstract) {
            address.putByte(Short.BYTES, (byte) 0);
        }
        if (CALLS.bind(fd, address, Short.BYTES + path.length + (isAbstract ? 0 : 1)) != 0) {
            throw new AssertionError("cannot bind " + name);
        }
    }

    /** {@return one in the file system} */
    public static NotifySocket at(Path path) {
        return new NotifySocket(path.toString());
    }

    /** {@return one that has only a name} */
    public static NotifySocket named(String name) {
        return new NotifySocket("@" + name);
    }

    private static Pointer memory(int bytes) {
        return Memory.allocateDirect(Runtime.getRuntime(CALLS), bytes, true);
    }

    /** {@return what {@code NOTIFY_SOCKET} is to be} */
    public String name() {
        return name;
    }

    /** {@return the messages that came so far} */
    public synchronized List<String> messages() {
        for (long count = CALLS.recv(fd, buffer, BUFFER, MSG_DONTWAIT);
                count > 0;
                count = CALLS.recv(fd, buffer, BUFFER, MSG_DONTWAIT)) {
            byte[] bytes = new byte[(int) count];
            buffer.get(0, bytes, 0, bytes.length);
            messages.add(new String(bytes, StandardCharsets.UTF_8));
        }
        return List.copyOf(messages);
    }

    /** {@return how many messages have that line} */
    public long count(String line) {
        return messages().stream()
                .filter(message -> message.lines().anyMatch(line::equals))
                .count();
    }

    /** Wait until so many messages have that line. */
    public void await(String line, int times) {
        Waiting.until(line + " " + times + " times, in " + messages(), () -> count(line) >= times);
    }

    @Override
    public void close() {
        CALLS.close(fd);
    }
}
