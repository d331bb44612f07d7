package org.jcorn.arbiter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jcorn.config.ReloadStrategy;

/**
 * Decides how many workers to spawn and which to retire. One rule serves start, crash, HUP, recycling, TTIN and TTOU:
 *
 * <ul>
 *   <li>a worker counts when it is ready; <em>stale</em> is one of an older generation, <em>worn</em> one that asked to
 *       be replaced, <em>fresh</em> any other;
 *   <li>workers sit in seats: one seat has room for all, or with {@code reuse_port} each has room for one;
 *   <li>where there are too few of all kinds together, the holes are filled at once;
 *   <li>stale and worn ones are replaced one at a time, all stale ones at once where {@code reload_strategy} says so,
 *       each by one in a seat that has room for a fresh one; empty seats come first;
 *   <li>where there are more than the target, the surplus is retired from seats that have more than room: stale ones
 *       first, then worn, then fresh, the oldest of each first.
 * </ul>
 *
 * <p>So an old worker is retired only when its replacement is ready, the ready ones never fall below the target, and no
 * seat that stays is left empty.
 *
 * @param spawn the seats in which to spawn one now
 * @param retire which to retire now
 */
record Staffing(List<Integer> spawn, List<WorkerHandle> retire) {

    /**
     * Decide.
     *
     * @param target how many workers there should be
     * @param seats how many seats they have: 1 or {@code target}
     */
    static Staffing decide(
            int target, int seats, List<WorkerHandle> workers, Generation current, ReloadStrategy strategy) {
        List<Seat> all = new ArrayList<>();
        for (int seat = 0; seat < seats; seat++) {
            all.add(new Seat(seat, target / seats));
        }
        for (WorkerHandle worker : workers) {
            while (all.size() <= worker.seat()) {
                all.add(new Seat(all.size(), 0)); // given up
            }
            all.get(worker.seat()).take(worker, current);
        }
        return new Staffing(spawn(target, all, strategy), surplus(target, all, current));
    }

    private static List<Integer> spawn(int target, List<Seat> seats, ReloadStrategy strategy) {
        List<Integer> spawn = new ArrayList<>();
        boolean all = strategy == ReloadStrategy.ALL && seats.stream().anyMatch(seat -> seat.stale > 0);
        int holes = target - seats.stream().mapToInt(seat -> seat.ready.size()).sum();
        for (Seat seat : seats) {
            int fill = all ? seat.missing() : Math.min(seat.hole(), holes);
            for (int i = 0; i < fill; i++) {
                spawn.add(seat.number);
                holes--;
            }
        }
        if (spawn.isEmpty() && seats.stream().allMatch(seat -> seat.booting == 0)) {
            seats.stream()
                    .filter(seat -> seat.missing() > 0)
                    .max(Comparator.comparingInt(Seat::hole).thenComparingInt(seat -> -seat.number))
                    .ifPresent(seat -> spawn.add(seat.number));
        }
        return spawn;
    }

    private static List<WorkerHandle> surplus(int target, List<Seat> seats, Generation current) {
        Comparator<WorkerHandle> order = Comparator.comparingInt((WorkerHandle worker) -> rank(worker, current))
                .thenComparingInt(WorkerHandle::age);
        List<WorkerHandle> surplus = new ArrayList<>();
        int ready = 0;
        for (Seat seat : seats) {
            seat.ready.sort(order);
            surplus.addAll(seat.ready.subList(0, Math.max(0, seat.ready.size() - seat.room)));
            ready += seat.ready.size();
        }
        surplus.sort(order);
        return List.copyOf(surplus.subList(0, Math.max(0, Math.min(surplus.size(), ready - target))));
    }

    private static int rank(WorkerHandle worker, Generation current) {
        if (worker.generation() != current) {
            return 0;
        }
        return worker.worn() ? 1 : 2;
    }

    /** The workers of one seat, counted. */
    private static final class Seat {

        private final int number;
        private final int room;
        private final List<WorkerHandle> ready = new ArrayList<>();
        private int booting;
        private int fresh;
        private int stale;

        Seat(int number, int room) {
            this.number = number;
            this.room = room;
        }

        void take(WorkerHandle worker, Generation current) {
            if (worker.state() == WorkerHandle.State.BOOTING) {
                booting++;
            } else if (worker.state() == WorkerHandle.State.READY) {
                ready.add(worker);
                if (worker.generation() != current) {
                    stale++;
                } else if (!worker.worn()) {
                    fresh++;
                }
            }
        }

        /** {@return how many fresh ones there are too few} */
        int missing() {
            return Math.max(0, room - fresh - booting);
        }

        /** {@return how many of any kind there are too few} */
        int hole() {
            return Math.max(0, room - ready.size() - booting);
        }
    }
}
