package org.jcorn.worker.netty;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jcorn.spi.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Virtual threads that may begin on the loop's own thread. A handler that does not block is through there and then, with
 * neither a switch of threads nor another processor's cache. One that blocks leaves the loop at that moment, as virtual
 * threads leave their carrier, and goes on where others do: the loop is free.
 *
 * <p>What a handler computes before that does hold up the loop, so only those are let in whose {@link TrackRecord} is
 * good. From JDK 24 on, where {@code synchronized} keeps no thread on its carrier (JEP 491). The JDK has no public way to
 * choose the carrier; where the hidden one is not found, there is no loop carrier.
 */
final class LoopCarrier {

    /** A system property that says {@code false} to have no thread begin on the loop. */
    static final String PROPERTY = "jcorn.netty.begin-on-loop";

    private static final int SINCE = 24;
    private static final String NAME = "jcorn-netty-handler";

    /** The strand that the calling virtual thread belongs to. */
    private static final ThreadLocal<@Nullable Strand> CURRENT = new ThreadLocal<>();

    private final Thread loop;
    private final MethodHandle maker;
    private final MethodHandle carrierOfCaller;
    private final Executor others;
    private final TrackRecord record = new TrackRecord();

    // Used by the loop only, or by a thread that it carries.
    private @Nullable Resident idle;
    private @Nullable Strand starting;

    private LoopCarrier(Thread loop) throws ReflectiveOperationException {
        this.loop = loop;
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
        MethodType type = MethodType.methodType(Thread.class, Executor.class, String.class, int.class, Runnable.class);
        maker = lookup.findStatic(Class.forName("java.lang.ThreadBuilders"), "newVirtualThread", type);
        carrierOfCaller = lookup.findStatic(Thread.class, "currentCarrierThread", MethodType.methodType(Thread.class));
        Method scheduler = Class.forName("java.lang.VirtualThread").getDeclaredMethod("defaultScheduler");
        scheduler.setAccessible(true);
        others = (Executor) scheduler.invoke(null);
    }

    /** {@return a carrier for the calling thread, which is the loop's, where the JDK lets one be made} */
    static Optional<LoopCarrier> here(Logger log) {
        if (Runtime.version().feature() < SINCE || "false".equals(System.getProperty(PROPERTY))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LoopCarrier(Thread.currentThread()));
        } catch (ReflectiveOperationException | RuntimeException e) {
            log.debug("No virtual threads on the event loop: " + e);
            return Optional.empty();
        }
    }

    /** {@return whether requests of that number have kept their thread for a short time only} */
    boolean trusts(long number) {
        return record.trusts(number);
    }

    /** Serve a request of that number until it is done or blocks; then it goes on elsewhere. Called by the loop. */
    void run(long number, Runnable task) {
        long start = System.nanoTime();
        Resident resident = idle;
        idle = null;
        if (resident == null) {
            resident = new Resident();
        }
        resident.task = task;
        starting = resident;
        try {
            resident.mount();
        } finally {
            starting = null;
        }
        record.took(number, System.nanoTime() - start);
    }

    /** Run a task on a virtual thread that does not begin on the loop. */
    void runElsewhere(Runnable task) {
        new Timed(task).thread.start();
    }

    /** The calling thread, of {@link #runElsewhere}, begins with a request of that number. */
    void begins(long number) {
        if (CURRENT.get() instanceof Timed strand) {
            strand.number = number;
            strand.since = System.nanoTime();
        }
    }

    /** It is done with it. */
    void ends() {
        if (CURRENT.get() instanceof Timed strand) {
            strand.stop();
        }
    }

    /**
     * Leave the loop if it carries the calling thread, which is about to wait.
     *
     * @return whether the thread may wait; false when it cannot leave, being in the middle of native code or of the
     *     initialization of a class
     */
    @SuppressWarnings("ThreadPriorityCheck") // it is not for the order of things, only for the place
    boolean leave() {
        if (carriesCaller()) {
            Thread.yield(); // on from another carrier
            return !carriesCaller();
        }
        return true;
    }

    private boolean carriesCaller() {
        try {
            return (Thread) carrierOfCaller.invokeExact() == loop;
        } catch (Throwable e) {
            throw new IllegalStateException("this JVM does not tell what carries a virtual thread: " + e, e);
        }
    }

    /** A virtual thread, and its own scheduler. */
    private abstract class Strand implements Runnable, Executor {

        final Thread thread;

        Strand(String name) {
            try {
                thread = (Thread) maker.invokeExact((Executor) this, name, 0, (Runnable) this);
            } catch (Throwable e) {
                throw new IllegalStateException("this JVM makes no virtual threads: " + e, e);
            }
        }
    }

    /** One that is used again and again as long as it does not leave the loop. */
    private final class Resident extends Strand {

        private boolean started;
        private volatile @Nullable Runnable task;

        Resident() {
            super("jcorn-netty-quick");
        }

        void mount() {
            if (started) {
                LockSupport.unpark(thread);
            } else {
                started = true;
                thread.start();
            }
        }

        /** Run a stretch. Called by the JDK when the thread can begin or go on. */
        @Override
        public void execute(Runnable stretch) {
            if (Thread.currentThread() == loop && starting == this) {
                starting = null;
                stretch.run();
            } else {
                others.execute(stretch);
            }
        }

        @Override
        public void run() {
            do {
                Runnable next = task;
                task = null;
                if (next != null) {
                    next.run();
                }
                if (!carriesCaller()) {
                    return;
                }
                idle = this;
                while (task == null) {
                    LockSupport.park(this);
                }
            } while (true);
        }
    }

    /** One whose requests are timed until they are done or block for the first time. */
    private final class Timed extends Strand {

        private final Runnable task;
        private long number;
        private long since;

        Timed(Runnable task) {
            super(NAME);
            this.task = task;
        }

        @Override
        public void execute(Runnable stretch) {
            others.execute(() -> {
                stretch.run();
                stop();
            });
        }

        void stop() {
            if (number != 0) {
                record.took(number, System.nanoTime() - since);
                number = 0;
            }
        }

        @Override
        public void run() {
            CURRENT.set(this);
            task.run();
        }
    }
}
