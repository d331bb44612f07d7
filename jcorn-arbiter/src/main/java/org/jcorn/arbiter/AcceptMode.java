package org.jcorn.arbiter;

import java.util.List;
import org.jcorn.config.WorkerProcessesSettings;

/**
 * Lets accepting block again after a reload from a class of workers that polls to {@code sync}. {@code O_NONBLOCK} is the
 * socket's, not the process's: {@code sync} workers left with it are right but slow, because a connection wakes them
 * all, and each then asks twice.
 */
final class AcceptMode {

    private AcceptMode() {}

    /** Make the listeners blocking, unless there is a worker that would hang in it. */
    static void turn(Native os, Listeners listeners, List<WorkerHandle> workers) {
        if (!workers.stream().allMatch(AcceptMode::blocks)) {
            return;
        }
        for (ListenerGroup group : listeners.groups()) {
            if (group.settled(System.nanoTime())) {
                group.sockets().forEach(socket -> os.block(socket.fd()));
            }
        }
    }

    /** A {@code sync} worker with several listeners polls, and one that is told to go empties its queue without waiting. */
    private static boolean blocks(WorkerHandle worker) {
        return (worker.state() == WorkerHandle.State.BOOTING || worker.state() == WorkerHandle.State.READY)
                && worker.generation().listeners().groups().size() == 1
                && WorkerProcessesSettings.effectiveWorkerClass(
                                worker.generation().config())
                        .equals("sync");
    }
}
