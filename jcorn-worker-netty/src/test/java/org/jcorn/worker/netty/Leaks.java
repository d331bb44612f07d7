package org.jcorn.worker.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Collects what netty's leak detector finds. To be installed before netty makes its first buffer. */
final class Leaks extends ResourceLeakDetectorFactory {

    private static final List<String> FOUND = new CopyOnWriteArrayList<>();

    private Leaks() {}

    static void watch() {
        if (!(ResourceLeakDetectorFactory.instance() instanceof Leaks)) {
            ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Leaks());
        }
    }

    /** {@return the buffers that were collected without having been released} */
    static List<String> found() {
        for (int i = 0; i < 3; i++) {
            System.gc();
            ByteBuf buffer = Unpooled.directBuffer(1); // making one reports those that were lost
            buffer.release();
        }
        return FOUND;
    }

    @Override
    @SuppressWarnings("deprecation") // the one method that has to be implemented
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(
            Class<T> resource, int samplingInterval, long maxActive) {
        return new Collecting<>(resource, samplingInterval);
    }

    private static final class Collecting<T> extends ResourceLeakDetector<T> {
        Collecting(Class<T> type, int samplingInterval) {
            super(type, samplingInterval);
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String resourceType, String records) {
            FOUND.add(resourceType + ": " + records);
        }

        @Override
        protected void reportUntracedLeak(String resourceType) {
            FOUND.add(resourceType);
        }
    }
}
