package org.jcorn.worker.gthread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FollowersTest {

    private final AtomicInteger begun = new AtomicInteger();
    private volatile boolean gettingOn;
    private volatile boolean led = true;
    private volatile boolean quiet = true;

    private final Followers followers = new Followers(4, new Followers.Progress() {
        @Override
        public int begun() {
            return gettingOn ? begun.incrementAndGet() : begun.get();
        }

        @Override
        public boolean led() {
            return led;
        }

        @Override
        public boolean quiet() {
            return quiet;
        }
    });
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void release() throws InterruptedException {
        followers.summonAll();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void nobodyLooksUpWhileTheLeaderWaits() {
        // When
        await(3);

        // Then
        Awaitility.await().until(() -> threads.stream().allMatch(each -> each.getState() == Thread.State.WAITING));
    }

    @Test
    void theStandbyStepsInWhenNobodyLeadsOrGetsOn() {
        // Given
        await(3);

        // When
        led = false;
        quiet = false;
        followers.rouse();

        // Then: one after another, since nobody ever gets on
        Awaitility.await().until(() -> followers.active() == 4);
    }

    @Test
    void theStandbyLeavesThoseAloneThatGetOn() {
        // Given
        await(3);

        // When
        gettingOn = true;
        led = false;
        quiet = false;
        followers.rouse();

        // Then
        Awaitility.await().until(() -> begun.get() > 50);
        assertThat(followers.active()).isEqualTo(1);
        led = true;
    }

    @Test
    void whoIsSummonedComes() {
        // Given
        await(3);

        // When
        followers.summon();

        // Then
        assertThat(followers.active()).isEqualTo(2);
        Awaitility.await().until(() -> threads.stream().filter(Thread::isAlive).count() == 2);
    }

    private void await(int count) {
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(followers::await);
            thread.start();
            threads.add(thread);
        }
        Awaitility.await().until(() -> followers.active() == 4 - count);
    }
}
