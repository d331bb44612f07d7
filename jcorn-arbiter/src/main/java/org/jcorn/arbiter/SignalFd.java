package org.jcorn.arbiter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Signals from a {@code signalfd}: all of them, QUIT and CHLD included, which the JVM would not let us handle. It needs
 * them blocked in every thread, so the launcher blocks them before the JVM starts.
 */
final class SignalFd implements SignalSource {

    private static final int RECORD = 128;

    private final Native os;
    private final int fd;

    SignalFd(Native os) throws IOException {
        this.os = os;
        this.fd = os.check(
                "signalfd", os.libc().signalfd(-1, os.signalSet(Signal.HANDLED), Libc.O_CLOEXEC | Libc.O_NONBLOCK));
    }

    /** {@return whether this process was started with all handled signals blocked} */
    static boolean possible() {
        try {
            long wanted = 0;
            for (Signal signal : Signal.HANDLED) {
                wanted |= signal.bit();
            }
            for (String line : Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1)) {
                if (line.startsWith("SigBlk:")) {
                    long blocked = Long.parseUnsignedLong(line.substring(7).trim(), 16);
                    return (blocked & wanted) == wanted;
                }
            }
            return false;
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }

    @Override
    public int fd() {
        return fd;
    }

    @Override
    public List<Signal> take() {
        List<Signal> signals = new ArrayList<>();
        for (byte[] records = os.read(fd); records.length > 0; records = os.read(fd)) {
            ByteBuffer buffer = ByteBuffer.wrap(records).order(ByteOrder.nativeOrder());
            for (int offset = 0; offset + RECORD <= records.length; offset += RECORD) {
                Signal signal = Signal.of(buffer.getInt(offset));
                if (signal != null) {
                    signals.add(signal);
                }
            }
        }
        return signals;
    }
}
