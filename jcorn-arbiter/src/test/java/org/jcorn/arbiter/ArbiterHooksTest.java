package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jcorn.config.Config;
import org.jcorn.hook.Hooks;
import org.junit.jupiter.api.Test;

class ArbiterHooksTest {

    private final RecordingLogger log = new RecordingLogger();
    private final List<String> calls = new ArrayList<>();

    private static Config config(Hooks hooks) {
        Config.Builder builder = new Config.Builder(Map.of());
        builder.hooks().addAll(hooks);
        return builder.build();
    }

    @Test
    void callsThoseOfTheConfigurationInForce() throws IOException {
        // Given
        Hooks first = Hooks.builder()
                .onStarting(arbiter -> calls.add("starting " + arbiter.config().get("workers")))
                .nworkersChanged((arbiter, now, before) -> calls.add(before + " to " + now))
                .preFork((arbiter, worker) -> calls.add("fork " + worker.age() + " of " + arbiter.workers()))
                .build();
        ArbiterHooks hooks = new ArbiterHooks(log, config(first));

        // When
        hooks.starting(2);
        hooks.forking(1);
        hooks.adopt(
                config(Hooks.builder().onReload(arbiter -> calls.add("reload")).build()));
        hooks.reloading(3, 2);

        // Then
        assertThat(calls).containsExactly("null to 2", "starting 1", "fork 1 of []", "reload");
    }

    @Test
    void whatABootHookThrowsIsFatal() {
        ArbiterHooks hooks = new ArbiterHooks(
                log,
                config(Hooks.builder()
                        .whenReady(arbiter -> {
                            throw new IOException("no way");
                        })
                        .build()));

        assertThatThrownBy(hooks::ready).hasMessage("hook 'when_ready' failed, see above");
        assertThat(log.records())
                .singleElement()
                .asString()
                .contains("Hook 'when_ready' failed", "java.io.IOException: no way");
    }

    @Test
    void whatAnotherHookThrowsIsLogged() {
        ArbiterHooks hooks = new ArbiterHooks(
                log,
                config(Hooks.builder()
                        .onExit(arbiter -> {
                            throw new StackOverflowError();
                        })
                        .build()));

        assertThatCode(hooks::exiting).doesNotThrowAnyException();
        assertThat(log.records())
                .singleElement()
                .asString()
                .contains("Hook 'on_exit' failed", "java.lang.StackOverflowError");
    }
}
