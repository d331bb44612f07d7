package org.jcorn.arbiter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Signals that the test sends. */
final class FakeSignals implements SignalSource, AutoCloseable {

    private final Native os = PipedWorkers.OS;
    private final int[] pipe;
    private final Queue<Signal> queue = new ConcurrentLinkedQueue<>();

    FakeSignals() throws IOException {
        pipe = os.pipe();
    }

    void send(Signal signal) {
        queue.add(signal);
        os.libc().write(pipe[1], os.memory(1), 1);
    }

    @Override
    public int fd() {
        return pipe[0];
    }

    @Override
    public List<Signal> take() {
        os.read(pipe[0]);
        List<Signal> signals = new ArrayList<>();
        for (Signal signal = queue.poll(); signal != null; signal = queue.poll()) {
            signals.add(signal);
        }
        return signals;
    }

    @Override
    public void close() {
        os.close(pipe[0]);
        os.close(pipe[1]);
    }
}
