package org.jcorn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jcorn.config.DebuggingSettings;
import org.jcorn.config.DefunctSetting;
import org.jcorn.config.ProcessNamingSettings;
import org.jcorn.config.ServerMechanicsSettings;
import org.jcorn.config.ServerSocketSettings;
import org.jcorn.config.Setting;
import org.jcorn.config.WorkerProcessesSettings;
import org.junit.jupiter.api.Test;

class ArgumentParserTest {

    private final ArgumentParser parser = new ArgumentParser();

    @Test
    void valueMayFollowInAnyOfTheUsualWays() {
        assertValue(WorkerProcessesSettings.WORKERS, "4", "-w", "4");
        assertValue(WorkerProcessesSettings.WORKERS, "4", "-w4");
        assertValue(WorkerProcessesSettings.WORKERS, "4", "--workers", "4");
        assertValue(WorkerProcessesSettings.WORKERS, "4", "--workers=4");
        assertValue(ProcessNamingSettings.PROC_NAME, "a b", "-n", "a b");
        assertValue(ServerMechanicsSettings.PIDFILE, "", "--pid", "");
    }

    @Test
    void lastValueOfAScalarWins() {
        assertValue(WorkerProcessesSettings.WORKERS, "5", "-w", "4", "--workers", "5");
    }

    @Test
    void valuesOfAListAddUp() {
        assertValue(ServerSocketSettings.BIND, ":1,:2,:3", "-b", ":1", "--bind=:2", "-b:3");
        assertValue(ServerMechanicsSettings.RAW_ENV, "\"A=b c\" D=", "-e", "A=b c", "--env", "D=");
        assertValue(ServerMechanicsSettings.CLASSPATH, "a,b:c", "--classpath", "a", "--pythonpath", "b:c");
    }

    @Test
    void defunctFlagsSayWhatToUse() {
        for (DefunctSetting defunct : DefunctSetting.all()) {
            for (String flag : defunct.flags()) {
                for (String[] args : new String[][] {{flag}, {flag, "x"}, {flag + "=x"}}) {
                    assertThatThrownBy(() -> parser.parse(args))
                            .isInstanceOf(UsageException.class)
                            .hasMessage("option '" + flag + "' is defunct: " + defunct.advice());
                }
            }
        }
        assertValue(ProcessNamingSettings.PROC_NAME, "--debug", "--name=--debug");
    }

    @Test
    void negativeNumberAndHyphenAreValues() {
        assertValue(WorkerProcessesSettings.WORKERS, "-1", "--workers", "-1");
        assertValue(ProcessNamingSettings.PROC_NAME, "-", "-n", "-");
        assertValue(ProcessNamingSettings.PROC_NAME, "-x", "--name=-x");
        assertValue(ProcessNamingSettings.PROC_NAME, "--workers", "--name=--workers");
    }

    @Test
    void jvmOptionMayLookLikeAnyFlag() {
        assertValue(
                WorkerProcessesSettings.WORKER_JVM_OPTIONS,
                "-Xmx64m -ea -verbose:gc --workers -Dx=y",
                "--worker-jvm-option",
                "-Xmx64m",
                "--worker-jvm-option",
                "-ea",
                "--worker-jvm-option=-verbose:gc",
                "--worker-jvm-option",
                "--workers",
                "--worker-jvm-option=-Dx=y");
    }

    @Test
    void proxyProtocolDoesNotEatTheApplication() {
        Arguments arguments = parser.parse("--proxy-protocol", "app");

        assertThat(arguments.text(ServerMechanicsSettings.PROXY_PROTOCOL)).contains("auto");
        assertThat(arguments.application()).contains("app");
        assertValue(ServerMechanicsSettings.PROXY_PROTOCOL, "v1", "--proxy-protocol=v1");
    }

    @Test
    void booleanFlagTakesNoValue() {
        Arguments arguments = parser.parse("--check-config", "app");

        assertThat(arguments.text(DebuggingSettings.CHECK_CONFIG)).contains("true");
        assertThat(arguments.text(DebuggingSettings.PRINT_CONFIG)).isEmpty();
        assertThat(arguments.application()).contains("app");
    }

    @Test
    void nothingIsAFlagAfterTwoHyphens() {
        Arguments arguments = parser.parse("-w", "2", "--", "--proxy-protocol");

        assertThat(arguments.application()).contains("--proxy-protocol");
        assertThat(arguments.text(ServerMechanicsSettings.PROXY_PROTOCOL)).isEmpty();
    }

    @Test
    void atSignIsNoFile() {
        assertThat(parser.parse("@app").application()).contains("@app");
    }

    @Test
    void quotesAndVariablesAreLeftToTheShell() {
        assertValue(ProcessNamingSettings.PROC_NAME, "\"${sys:user.home}\"", "-n", "\"${sys:user.home}\"");
    }

    @Test
    void parsesSeveralTimes() {
        assertValue(WorkerProcessesSettings.WORKERS, "1", "-w1", "app");
        assertThat(parser.parse().values()).isEmpty();
        assertThat(parser.parse().application()).isEmpty();
        assertValue(ServerSocketSettings.BIND, ":1", "-b:1");
        assertValue(ServerSocketSettings.BIND, ":2", "-b:2");
    }

    @Test
    void helpAndVersion() {
        assertThat(parser.parse("-h").help()).isTrue();
        assertThat(parser.parse("--version").version()).isTrue();
        assertThat(parser.parse("app").help()).isFalse();
        assertThat(parser.parse("app").version()).isFalse();
    }

    private void assertValue(Setting<?> setting, String text, String... args) {
        assertThat(parser.parse(args).text(setting)).contains(text);
    }
}
