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
 * Virtual threads that begin on the loop's own thread. A handler that does not block is through there and then, with
 * neither a switch of threads nor another processor's cache. One that blocks leaves the loop at that moment, as virtual
 * threads leave their carrier, and goes on where others do: the loop is free.
 *
 * <p>What a handler computes before that does hold up the loop, so only those are let in whose {@link TrackRecord} is
 * good. From JDK 24 on, where {@code synchronized} keeps no thread on its carrier (JEP 491). The JDK has no public way to
 * choose the carrier; where the hidden one is not found, there is no loop carrier.
 */
final class LoopCarrier implements Executor {

    private static final int SINCE = 24;

    private final Thread loop;
    private final MethodHandle maker;
    private final MethodHandle carrierOfCaller;
    private final Executor others;

    // Used by the loop only, or by a thread that it carries.
    private @Nullable Resident idle;
    private boolean starting;

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
        if (Runtime.version().feature() < SINCE) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LoopCarrier(Thread.currentThread()));
        } catch (ReflectiveOperationException | RuntimeException e) {
            log.debug("No virtual threads on the event loop: " + e);
            return Optional.empty();
        }
    }

    /** Run a task on a virtual thread until it ends or blocks; then it goes on elsewhere. Called by the loop. */
    void run(Runnable task) {
        Resident resident = idle;
        idle = null;
        if (resident == null) {
            resident = new Resident();
        }
        resident.task = task;
        starting = true;
        try {
            resident.mount();
        } finally {
            starting = false;
        }
    }

    /** Run a stretch of a virtual thread. Called by the JDK when one can begin or go on. */
    @Override
    public void execute(Runnable stretch) {
        if (starting && Thread.currentThread() == loop) {
            starting = false;
            stretch.run();
        } else {
            others.execute(stretch);
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

    /** A virtual thread that is used again and again as long as it does not leave the loop. */
    private final class Resident implements Runnable {

        private final Thread thread;
        private boolean started;
        private volatile @Nullable Runnable task;

        Resident() {
            try {
                thread = (Thread)
                        maker.invokeExact((Executor) LoopCarrier.this, "jcorn-netty-quick", 0, (Runnable) this);
            } catch (Throwable e) {
                throw new IllegalStateException("this JVM makes no virtual threads: " + e, e);
            }
        }

        void mount() {
            if (started) {
                LockSupport.unpark(thread);
            } else {
                started = true;
                thread.start();
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
}
