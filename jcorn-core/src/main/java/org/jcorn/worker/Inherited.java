package org.jcorn.worker;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.net.ProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.List;

/**
 * The descriptors a worker inherits, by number, and how a JVM takes hold of them.
 *
 * <p>The JDK offers no way to open a descriptor by its number, so this reaches into {@code java.io} and
 * {@code sun.nio.ch}; arbiter and workers are started with the {@code --add-opens} of {@link #ADD_OPENS}. The members
 * used are the same from JDK 17 to 25.
 */
public final class Inherited {

    /** The JVM's own standard error: a pipe on which the arbiter listens for its last words. */
    public static final int LAST_WORDS = 2;
    /** The JVM's options, as a file for {@code java @file}. */
    public static final int ARGUMENTS = 3;
    /** The {@link LaunchSpec}. */
    public static final int SPEC = 4;
    /** Where error log and application write what is meant for standard error. */
    public static final int STDERR = 5;
    /** The lifeline: at its end the arbiter is gone. */
    public static final int LIFELINE = 6;
    /** The pipe to the arbiter for {@link Report}s. */
    public static final int REPORT = 7;
    /** The {@link Scoreboard}. */
    public static final int SCOREBOARD = 8;
    /** The first listener; the others follow. */
    public static final int LISTENERS = 9;

    /** The JVM options without which nothing here works. */
    public static final List<String> ADD_OPENS =
            List.of("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED", "--add-opens=java.base/java.io=ALL-UNNAMED");

    private Inherited() {}

    /**
     * {@return a file descriptor object for a number}
     *
     * @param fd an open descriptor of this process
     * @throws IOException if the JVM was started without {@link #ADD_OPENS}
     */
    public static FileDescriptor descriptor(int fd) throws IOException {
        try {
            Constructor<FileDescriptor> constructor = FileDescriptor.class.getDeclaredConstructor(int.class);
            constructor.setAccessible(true);
            return constructor.newInstance(fd);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IOException("this JVM does not let descriptor " + fd + " be opened: " + e, e);
        }
    }

    /**
     * {@return the number behind a file descriptor object}
     *
     * @param descriptor an open descriptor
     * @throws IOException if the JVM was started without {@link #ADD_OPENS}
     */
    public static int number(FileDescriptor descriptor) throws IOException {
        try {
            Field field = FileDescriptor.class.getDeclaredField("fd");
            field.setAccessible(true);
            return field.getInt(descriptor);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IOException("this JVM does not tell the number of a descriptor: " + e, e);
        }
    }

    /**
     * {@return the number behind a server channel}
     *
     * @param channel an open channel of the JDK's default provider
     * @throws IOException if the JVM was started without {@link #ADD_OPENS}
     */
    public static int number(ServerSocketChannel channel) throws IOException {
        try {
            Field field = channel.getClass().getDeclaredField("fdVal");
            field.setAccessible(true);
            return field.getInt(channel);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IOException("this JVM does not tell the descriptor of a channel: " + e, e);
        }
    }

    /**
     * {@return a channel over an inherited listening socket}
     *
     * @param fd the descriptor
     * @param family {@code INET}, {@code INET6} or {@code UNIX}
     * @throws IOException if the JVM was started without {@link #ADD_OPENS}, or if this is no such socket
     */
    public static ServerSocketChannel serverChannel(int fd, ProtocolFamily family) throws IOException {
        try {
            Constructor<?> constructor = Class.forName("sun.nio.ch.ServerSocketChannelImpl")
                    .getDeclaredConstructor(
                            SelectorProvider.class, ProtocolFamily.class, FileDescriptor.class, boolean.class);
            constructor.setAccessible(true);
            return (ServerSocketChannel)
                    constructor.newInstance(SelectorProvider.provider(), family, descriptor(fd), true);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IOException("this JVM does not let descriptor " + fd + " be adopted as a listener: " + e, e);
        }
    }
}
