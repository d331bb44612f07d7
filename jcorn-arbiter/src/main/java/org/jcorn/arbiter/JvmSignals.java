package org.jcorn.arbiter;

import java.io.FileOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jcorn.spi.Logger;
import org.jcorn.worker.Inherited;
import org.jcorn.worker.JvmSignal;

/**
 * Signals from the JVM's handlers, where the launcher could not block them: QUIT stays the JVM's thread dump. A pipe to
 * ourselves wakes the loop.
 */
final class JvmSignals implements SignalSource {

    private final Native os;
    private final Queue<Signal> queue = new ConcurrentLinkedQueue<>();
    private final int[] pipe;
    private final FileOutputStream wakeUp;

    JvmSignals(Native os, Logger log) throws IOException {
        this.os = os;
        this.pipe = os.pipe();
        os.check("fcntl", os.libc().fcntl(pipe[1], Libc.F_SETFL, Libc.O_NONBLOCK));
        this.wakeUp = new FileOutputStream(Inherited.descriptor(pipe[1]));
        for (Signal signal : Signal.HANDLED) {
            boolean handled = JvmSignal.handle(signal.name(), () -> enqueue(signal));
            if (!handled && signal != Signal.QUIT) { // the JVM's own thread dump
                log.warning("Signal " + signal + " cannot be handled by this JVM");
            }
        }
    }

    /** Runs on a thread of the JVM's. It stays clear of jnr-ffi, whose loading at the first use of a call is the loop's. */
    private void enqueue(Signal signal) {
        queue.add(signal);
        try {
            wakeUp.write(0);
        } catch (IOException e) {
            return; // the pipe is full: the loop is awake
        }
    }

    @Override
    public int fd() {
        return pipe[0];
    }

    @Override
    public List<Signal> take() {
        for (byte[] bytes = os.read(pipe[0]); bytes.length > 0; ) {
            bytes = os.read(pipe[0]);
        }
        List<Signal> signals = new ArrayList<>();
        for (Signal signal = queue.poll(); signal != null; signal = queue.poll()) {
            signals.add(signal);
        }
        return signals;
    }
}
