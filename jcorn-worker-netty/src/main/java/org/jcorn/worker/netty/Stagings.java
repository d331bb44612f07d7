package org.jcorn.worker.netty;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The stagings of a worker's threads, lent for the time of a copy and a system call. So there are about as many as
 * processors, however many threads there are; a buffer for each thread would cost thousands of virtual ones dearly.
 */
final class Stagings {

    private final AtomicReferenceArray<@Nullable Staging> kept = new AtomicReferenceArray<>(8);

    Staging lend() {
        for (int i = 0; i < kept.length(); i++) {
            Staging staging = kept.getAndSet(i, null);
            if (staging != null) {
                return staging;
            }
        }
        return new Staging();
    }

    void takeBack(Staging staging) {
        staging.clear();
        for (int i = 0; i < kept.length(); i++) {
            if (kept.compareAndSet(i, null, staging)) {
                return;
            }
        }
    }
}
