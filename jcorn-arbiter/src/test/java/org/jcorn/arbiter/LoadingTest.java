package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jcorn.config.Config;
import org.jcorn.config.ConfigException;
import org.jcorn.config.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoadingTest {

    private static final Config CONFIG = Config.of(Map.of());

    private final Semaphore gate = new Semaphore(0);
    private final AtomicInteger reads = new AtomicInteger();

    /** A source that takes as long as the gate is closed. */
    private final ConfigSource slow = new ConfigSource() {
        @Override
        public Config load() {
            gate.acquireUninterruptibly();
            reads.incrementAndGet();
            return CONFIG;
        }

        @Override
        public boolean slow() {
            return true;
        }
    };

    private static Loading of(ConfigSource source) {
        return new Loading(new Native(), source);
    }

    private static ConfigSource awaited(Loading loading) {
        return await().until(loading::take, taken -> taken != null);
    }

    @Test
    void whatIsQuickIsThereAtOnce() {
        Loading loading = of(() -> CONFIG);

        loading.begin();

        assertThat(awaited(loading).load()).isSameAs(CONFIG);
        assertThat(loading.running()).isFalse();
    }

    @Test
    void nobodyWaitsForWhatIsSlow() {
        // Given
        Loading loading = of(slow);

        // When
        loading.begin();

        // Then
        assertThat(loading.take()).isNull();
        assertThat(loading.running()).isTrue();
        gate.release();
        assertThat(awaited(loading).load()).isSameAs(CONFIG);
    }

    @Test
    void whatWasAskedForMeanwhileIsReadOnceMore() {
        // Given
        Loading loading = of(slow);
        loading.begin();

        // When
        loading.begin();
        loading.begin();
        gate.release(3);

        // Then
        awaited(loading);
        assertThat(reads).hasValue(2);
        assertThat(loading.take()).isNull();
    }

    @Test
    void failuresAreThoseOfTheSource() {
        Loading loading = of(() -> {
            throw new ConfigException("no application module specified");
        });

        loading.begin();

        assertThatThrownBy(awaited(loading)::load).isInstanceOf(ConfigException.class);
    }
}
