package org.jcorn.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jcorn.config.Config;
import org.jcorn.config.ServerMechanicsSettings;
import org.jcorn.config.Setting;
import org.jcorn.config.Settings;
import org.jcorn.hook.Hook;
import org.jcorn.hook.Hooks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HookBindingTest {

    private static final String SOURCE = """
            import org.jcorn.hook.*;
            class Own {
                static final int[] made = new int[1];
                Own() {
                    made[0]++;
                }
                static void onStarting(Arbiter arbiter) throws Exception {
                    throw new java.io.IOException("made " + made[0]);
                }
                void onExit(Arbiter arbiter) {}
                void whenReady(Arbiter arbiter) {}
                void wrong(String text) {}
                static class Broken {
                    static int x = 1 / 0;
                    static void onExit(Arbiter arbiter) {}
                    static void postFork(Arbiter arbiter, Worker worker) {}
                }
                static class NeedsMore {
                    NeedsMore(int more) {}
                    void onExit(Arbiter arbiter) {}
                }
            }
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void everyHookHasASetting(Hook hook) {
        Setting<?> setting = Settings.named(hook.setting()).orElseThrow();

        assertThat(hook.method()).isEqualTo(MemberName.camelCase(setting.name()));
        assertThat(MemberName.hook(hook.method())).isEqualTo(hook);
    }

    @Test
    void callsMethodsOfASource() throws Exception {
        // Given
        Config config = builder(
                        Map.of("on_starting", "Own:onStarting", "on_exit", "Own:onExit", "when_ready", "Own:whenReady"))
                .build();

        // When
        Hooks.Call call = Objects.requireNonNull(config.hooks().call(Hook.ON_STARTING));

        // Then
        assertThatThrownBy(() -> call.call(new Object[] {null}))
                .isInstanceOf(IOException.class)
                .hasMessage("made 1"); // one object for both
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            on_exit   | Own:gone              | class Own has no method gone(Arbiter)
            on_exit   | Own:wrong             | wrong(String) must be wrong(Arbiter)
            pre_request | Own:onExit          | onExit(Arbiter) must be onExit(Worker, Request)
            on_exit   | Gone:onExit           | there is no class Gone
            on_exit   | Own$Broken:onExit     | class Own$Broken cannot be initialized: java.lang.ArithmeticException: / by zero
            on_exit   | Own$NeedsMore:onExit  | onExit must be static, or its class have a constructor without parameters
            """)
    void saysWhatIsWrong(String setting, String value, String problem) throws IOException {
        Config.Builder builder = builder(Map.of(setting, value));

        assertThatThrownBy(builder::build).hasMessage("hook '" + setting + "': " + problem + " (a test)");
    }

    @Test
    void runsNothingOfWorkersInTheArbiter() throws IOException {
        builder(Map.of("post_fork", "Own$Broken:postFork")).build();
    }

    @Test
    void noHooksMeanNoClasses() throws IOException {
        Config config = builder(Map.of()).build();

        assertThat(config.hooks()).isSameAs(Hooks.NONE);
        assertThat(HookBinding.anyInWorker(config)).isFalse();
    }

    private Config.Builder builder(Map<String, String> settings) throws IOException {
        Files.writeString(directory.resolve("Own.java"), SOURCE);
        Config.Builder builder =
                new Config.Builder(Map.of()).set(ServerMechanicsSettings.CHDIR, directory.toString(), "a test");
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            builder.set(setting.getKey(), setting.getValue(), "a test");
        }
        HookBinding.bind(builder);
        return builder;
    }
}
