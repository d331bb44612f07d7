package org.jcorn.arbiter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jnr.ffi.Pointer;
import org.jcorn.spi.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells systemd, or whoever set {@code NOTIFY_SOCKET}, how the service is: {@code sd_notify(3)}. It listens to its main
 * process only, so a new arbiter is silent until it is promoted; the old one names it as the last thing it does.
 */
final class ServiceManager {

    /** How the service is. */
    enum State {
        STARTING,
        READY,
        RELOADING,
        STOPPING
    }

    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    /** {@code sun_path} of {@code sockaddr_un}. */
    private static final int LONGEST = 108;

    private final Native os;
    private final Logger log;
    private final @Nullable Pointer address;
    private final int addressLength;
    private final long beat;
    private int fd = -1;
    private boolean complained;
    private boolean main;
    private State told = State.STARTING;
    private String status = "";
    private long lastBeat;

    /**
     * @param environment where to tell it, and how often to say that we live
     * @param main whether this is the main process of the service from the start
     */
    ServiceManager(Native os, Logger log, Map<String, String> environment, boolean main) {
        this.os = os;
        this.log = log;
        this.main = main;
        byte[] path = environment.getOrDefault("NOTIFY_SOCKET", "").getBytes(StandardCharsets.UTF_8);
        boolean known = path.length > 1 && path.length < LONGEST && (path[0] == '/' || path[0] == '@');
        if (path.length > 0 && !known) {
            log.warning(
                    "NOTIFY_SOCKET: \"" + environment.get("NOTIFY_SOCKET") + "\" is not the address of a Unix socket");
        }
        this.address = known ? address(path) : null;
        // The family, the path, and after a path in the file system a zero.
        this.addressLength = Short.BYTES + path.length + (known && path[0] == '/' ? 1 : 0);
        this.beat = address == null ? 0 : beat(environment);
    }

    private Pointer address(byte[] path) {
        Pointer memory = os.memory(Short.BYTES + LONGEST);
        memory.putShort(0, (short) AF_UNIX);
        memory.put(Short.BYTES, path, 0, path.length);
        if (path[0] == '@') {
            memory.putByte(Short.BYTES, (byte) 0); // an abstract socket
        }
        return memory;
    }

    /** {@return how often to beat, in nanoseconds, 0 for never: twice as often as is asked for} */
    private static long beat(Map<String, String> environment) {
        try {
            String pid = environment.get("WATCHDOG_PID");
            if (pid != null && Long.parseLong(pid) != ProcessHandle.current().pid()) {
                return 0;
            }
            long limit = Long.parseLong(environment.getOrDefault("WATCHDOG_USEC", "0"));
            return Math.max(0, TimeUnit.MICROSECONDS.toNanos(limit) / 2);
        } catch (NumberFormatException e) {
            return 0; // as sd_watchdog_enabled(3) has it: not for us
        }
    }

    /**
     * Tell what has changed since the last turn, and that we live when it is time to.
     *
     * @param main whether this is the main process of the service
     * @param workers how many there are to be
     */
    void turn(State state, boolean main, int workers, long now) {
        if (address == null || !main) {
            return;
        }
        if (!this.main && tell("MAINPID=" + ProcessHandle.current().pid())) {
            this.main = true;
        }
        String text = text(state, workers);
        // A reload before it ever was ready is none to systemd.
        boolean starts = state == State.STARTING || (state == State.RELOADING && told == State.STARTING);
        if (!starts && !(state == told && text.equals(status)) && tell(message(state, text))) {
            told = state;
            status = text;
        }
        if (beat > 0 && (lastBeat == 0 || now - lastBeat >= beat)) {
            lastBeat = now;
            tell("WATCHDOG=1");
        }
    }

    private String message(State state, String text) {
        String message = "STATUS=" + text;
        if (state == told) {
            return message;
        }
        return switch (state) {
            case READY -> "READY=1\n" + message;
            case STOPPING -> "STOPPING=1\n" + message;
            // nanoTime is CLOCK_MONOTONIC, which systemd compares with its own.
            case RELOADING ->
                "RELOADING=1\nMONOTONIC_USEC=" + TimeUnit.NANOSECONDS.toMicros(System.nanoTime()) + "\n" + message;
            case STARTING -> message;
        };
    }

    private static String text(State state, int workers) {
        return switch (state) {
            case STARTING -> "Starting";
            case READY -> "Serving with " + workers + (workers == 1 ? " worker" : " workers");
            case RELOADING -> "Reloading";
            case STOPPING -> "Stopping";
        };
    }

    /** Another process is the main one from now on. */
    void handOver(int pid) {
        tell("MAINPID=" + pid + "\nSTATUS=Handing over to the new arbiter");
    }

    /** {@return the most milliseconds until the next {@link #turn}} */
    long pause(long otherwise) {
        return beat > 0 ? Math.min(otherwise, Math.max(1, TimeUnit.NANOSECONDS.toMillis(beat) / 2)) : otherwise;
    }

    /** {@return whether it was sent} What was not will be in one of the next turns: its queue may be full. */
    private boolean tell(String state) {
        if (address == null) {
            return false;
        }
        byte[] bytes = state.getBytes(StandardCharsets.UTF_8);
        Pointer memory = os.memory(bytes.length);
        memory.put(0, bytes, 0, bytes.length);
        try {
            if (fd < 0) {
                fd = os.check("socket", os.libc().socket(AF_UNIX, SOCK_DGRAM | Libc.O_CLOEXEC, 0));
            }
            int flags = Libc.MSG_NOSIGNAL | Libc.MSG_DONTWAIT;
            os.check("sendto", (int) os.libc().sendto(fd, memory, bytes.length, flags, address, addressLength));
            return true;
        } catch (IOException e) {
            if (!complained) {
                log.warning("The service manager at NOTIFY_SOCKET cannot be told how we are: " + e.getMessage());
            }
            complained = true;
            return false;
        }
    }
}
