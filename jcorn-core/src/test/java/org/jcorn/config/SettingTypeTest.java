package org.jcorn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingTypeTest {

    private static final MapType VARIABLES = new MapType(" ", false);

    @ParameterizedTest
    @CsvSource({"0, 0", "' 7 ', 7", "007, 7", "2147483647, 2147483647", "-0, 0"})
    void integer(String text, int value) {
        assertThat(new IntegerType().parse(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, must be 0 or more",
        "2147483648, must be 2147483647 or less",
        "99999999999999999999999999, must be 2147483647 or less",
        "'', must be a whole number",
        "-, must be a whole number",
        "1.5, must be a whole number",
        "1e3, must be a whole number",
        "0x10, must be a whole number",
        "٣, must be a whole number",
        "many, must be a whole number"
    })
    void notAnInteger(String text, String rule) {
        assertThatThrownBy(() -> new IntegerType().parse(text))
                .isInstanceOf(InvalidValue.class)
                .hasMessage("\"" + text + "\" " + rule);
    }

    @Test
    void seconds() {
        assertThat(new SecondsType().parse("90")).isEqualTo(Duration.ofSeconds(90));
        assertThat(new SecondsType().print(Duration.ofMinutes(2))).isEqualTo("120");
        assertThatThrownBy(() -> new SecondsType().parse("30s")).hasMessage("\"30s\" must be a whole number");
    }

    @ParameterizedTest
    @CsvSource({"true, true", "True, true", "' FALSE', false"})
    void bool(String text, boolean value) {
        assertThat(new BooleanType().parse(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"yes", "1", "on", "''"})
    void onlyTrueAndFalseAreBoolean(String text) {
        assertThatThrownBy(() -> new BooleanType().parse(text)).hasMessage("\"" + text + "\" must be true or false");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "022, 18", "0o22, 18", "0777, 511", "22, 22", "0x12, 18"})
    void octal(String text, int value) {
        // Without a leading 0 it is decimal, as Gunicorn has it.
        assertThat(new OctalType().parse(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "01000, must be between 0 and 0777",
        "-1, must be between 0 and 0777",
        "089, 'must be an octal number with a leading 0, such as 022'",
        "rwx, 'must be an octal number with a leading 0, such as 022'"
    })
    void notOctal(String text, String rule) {
        assertThatThrownBy(() -> new OctalType().parse(text)).hasMessage("\"" + text + "\" " + rule);
    }

    @Test
    void octalPrintsWithItsZero() {
        assertThat(new OctalType().print(18)).isEqualTo("022");
        assertThat(new OctalType().print(0)).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource({
        "off, OFF",
        "V1, V1",
        "v2, V2",
        "auto, AUTO",
        "true, AUTO",
        "1, AUTO",
        "False, OFF",
        "0, OFF",
        "none, OFF"
    })
    void proxyProtocolSpellings(String text, ProxyProtocol value) {
        assertThat(ServerMechanicsSettings.PROXY_PROTOCOL.parse(text)).isEqualTo(value);
    }

    @Test
    void wrongChoiceNamesAllAndTheNearest() {
        assertThatThrownBy(() -> LoggingSettings.LOGLEVEL.parse("wraning"))
                .hasMessage(
                        "\"wraning\" must be one of debug, info, warning, error, critical: did you mean 'warning'?");
    }

    @ParameterizedTest
    @CsvSource({"sync", "com.example.Worker", "com.example.Outer$Inner", "my-worker"})
    void className(String text) {
        assertThat(new ClassNameType().parse(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"''", "'a b'", "com..Worker", "com.", ".Worker", "egg:dist#name", "1st", "-x"})
    void notAClassName(String text) {
        assertThatThrownBy(() -> new ClassNameType().parse(text))
                .hasMessage("\"" + text + "\" is not the name of a class");
    }

    @Test
    void stringIsTrimmedAndNeverEmpty() {
        assertThat(new StringType().parse("  a b ")).isEqualTo("a b");
        assertThatThrownBy(() -> new StringType().parse(" ")).hasMessage("\" \" must not be empty");
    }

    @Test
    void optionalIsAbsentWhenBlank() {
        OptionalType<Path> type = new OptionalType<>(new PathType());

        assertThat(type.parse(" ")).isEmpty();
        assertThat(type.parse("a/b")).isEqualTo(Optional.of(Path.of("a/b")));
        assertThat(type.print(Optional.empty())).isEmpty();
    }

    @Test
    void pathRefusesNul() {
        assertThatThrownBy(() -> new PathType().parse("a\0b"))
                .isInstanceOf(InvalidValue.class)
                .hasMessageStartingWith("\"a?b\" is not a path");
    }

    @Test
    void directoryBecomesAbsolute() {
        assertThat(new DirectoryType().parse("a/../b"))
                .isEqualTo(Path.of("b").toAbsolutePath().normalize());
    }

    @Test
    void directoriesMustExist() {
        assertThatThrownBy(() -> ServerMechanicsSettings.CHDIR.parse("/no/such/place"))
                .hasMessage("\"/no/such/place\" is not a directory");
        assertThatThrownBy(() -> ServerMechanicsSettings.WORKER_TMP_DIR.parse("/no/such/place"))
                .hasMessage("\"/no/such/place\" is not a directory");
    }

    @Test
    void classpathIsSeparatedByCommasOrColons() {
        assertThat(ServerMechanicsSettings.CLASSPATH.parse("a.jar, b.jar:classes"))
                .containsExactly(Path.of("a.jar"), Path.of("b.jar"), Path.of("classes"));
    }

    @Test
    void listNamesTheItemThatIsWrong() {
        assertThatThrownBy(() -> ServerSocketSettings.BIND.parse("127.0.0.1:80, :http"))
                .hasMessage("\":http\" is not an address: the port must be between 0 and 65535");
    }

    @Test
    void bindNeedsAnAddress() {
        assertThatThrownBy(() -> ServerSocketSettings.BIND.parse(" , ")).hasMessage("\" , \" must name at least one");
    }

    @Test
    void listsAreImmutable() {
        List<String> options = WorkerProcessesSettings.WORKER_JVM_OPTIONS.parse("-ea");

        assertThatThrownBy(() -> options.add("-esa")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void mapKeepsOrderAndTheLastOfAName() {
        assertThat(VARIABLES.parse("B=1 A=x=y B='2 3' C="))
                .containsExactly(Map.entry("B", "2 3"), Map.entry("A", "x=y"), Map.entry("C", ""));
        assertThat(VARIABLES.print(VARIABLES.parse("B='2 3' C="))).isEqualTo("\"B=2 3\" C=");
        assertThat(VARIABLES.mask(VARIABLES.parse("B='2 3' C="))).isEqualTo("B=*** C=***");
    }

    @ParameterizedTest
    @CsvSource({"A", "=1", "'A=1 =2'"})
    void mapNeedsNames(String text) {
        assertThatThrownBy(() -> VARIABLES.parse(text)).hasMessageEndingWith("must be NAME=VALUE");
    }

    @Test
    void schemeHeadersAreUpperCase() {
        assertThat(ServerMechanicsSettings.SECURE_SCHEME_HEADERS.parse("x-scheme = https, X-SSL=On"))
                .containsExactly(Map.entry("X-SCHEME", "https"), Map.entry("X-SSL", "On"));
    }

    @Test
    void flagGivenTwice() {
        assertThat(WorkerProcessesSettings.WORKERS.join(List.of("1", "2"))).isEqualTo("2");
        assertThat(ServerMechanicsSettings.FORWARDED_ALLOW_IPS.join(List.of("*", "::1")))
                .isEqualTo("::1");
        assertThat(ServerSocketSettings.BIND.join(List.of(":1", ":2,:3"))).isEqualTo(":1,:2,:3");
        assertThat(ServerMechanicsSettings.RAW_ENV.join(List.of("A=b c", "D=\"e\"")))
                .isEqualTo("\"A=b c\" \"D=\\\"e\\\"\"");
    }

    @Test
    void messagesStayOnOneLine() {
        assertThatThrownBy(() -> new IntegerType().parse("1\n2")).hasMessage("\"1?2\" must be a whole number");
    }
}
