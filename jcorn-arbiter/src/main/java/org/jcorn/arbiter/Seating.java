package org.jcorn.arbiter;

import java.io.IOException;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import org.jcorn.spi.Logger;

/**
 * With {@code reuse_port} keeps the sockets of all seats in step with the workers there are. New connections go where a
 * worker is ready. A worker whose seat is given up leaves in two steps: new connections no longer come to its socket, and
 * when those have arrived whose handshake had begun, it is told to empty the queue and go. The socket is closed when
 * nobody has it any more.
 */
final class Seating {

    /** Longer than a handshake takes of which a packet was lost and sent again. */
    static final long HANDSHAKE = TimeUnit.SECONDS.toNanos(3);

    private final Logger log;
    private boolean steers = true;

    Seating(Logger log) {
        this.log = log;
    }

    /**
     * Look at all seats.
     *
     * @param listeners those of the present generation; a seat's socket is that of all generations
     * @param seats how many seats there are to be
     * @param now {@link System#nanoTime}
     */
    void turn(Crew crew, Listeners listeners, int seats, long now) {
        for (WorkerHandle worker : crew.all()) {
            if (worker.state() == WorkerHandle.State.LEAVING && now - worker.since() > HANDSHAKE) {
                for (int listener : worker.generation().listeners().placesOfSeats()) {
                    worker.page().abandon(listener);
                }
                worker.retire(now);
            }
        }
        for (ListenerGroup group : listeners.groups()) {
            if (group.seated() && !group.shared()) {
                group.trim(Math.max(seats, taken(crew, group)));
                steer(group, ready(crew, group));
            }
        }
    }

    private static int taken(Crew crew, ListenerGroup group) {
        int taken = 0;
        for (WorkerHandle worker : crew.all()) {
            if (worker.generation().listeners().groups().contains(group)) {
                taken = Math.max(taken, worker.seat() + 1);
            }
        }
        return taken;
    }

    private static BitSet ready(Crew crew, ListenerGroup group) {
        BitSet ready = new BitSet();
        for (WorkerHandle worker : crew.all()) {
            if (worker.state() == WorkerHandle.State.READY
                    && worker.generation().listeners().groups().contains(group)) {
                ready.set(worker.seat());
            }
        }
        return ready;
    }

    private void steer(ListenerGroup group, BitSet ready) {
        try {
            group.serve(ready);
        } catch (IOException e) {
            if (steers) {
                log.warning("The kernel cannot be told which workers get new connections, some may have to wait or be "
                        + "reset when their number changes: " + e.getMessage());
            }
            steers = false;
        }
    }
}
