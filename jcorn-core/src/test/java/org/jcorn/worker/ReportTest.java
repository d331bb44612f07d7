package org.jcorn.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "two\nlines",
                "\n",
                "\n\n at the ends \n",
                "\\",
                "\\n is no line feed",
                "\\\\n",
                "\\\n",
                "C:\\new\nC:\\\\",
                "failed 3 nested",
                "tab\tcr\r nul\0",
                "Läden ☕ 🙂",
                " leading and trailing "
            })
    void failureGoesRoundInOneLine(String message) {
        for (Report report : List.of(new Report.Failed(4, message), new Report.Broken(message))) {
            // When
            String line = report.line();

            // Then
            assertThat(line).doesNotContain("\n");
            assertThat(Report.parse(line)).isEqualTo(report);
        }
    }

    @Test
    void othersAreWords() {
        assertThat(Report.parse(new Report.Ready().line())).isEqualTo(new Report.Ready());
        assertThat(Report.parse(new Report.Worn().line())).isEqualTo(new Report.Worn());
        assertThat(new Report.Ready().line()).isEqualTo("ready");
        assertThat(new Report.Worn().line()).isEqualTo("worn");
        assertThat(new Report.Failed(3, "why").line()).isEqualTo("failed 3 why");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "READY", "ready ", " ready", "worn out", "failed", "failed ", "failed 3", "fail 3 x"})
    void whatIsNoReportIsQuoted(String line) {
        assertThatThrownBy(() -> Report.parse(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a report: \"" + line + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed x y", "failed  y", "failed 99999999999 y", "failed 3x y"})
    void statusMustBeANumber(String line) {
        assertThatThrownBy(() -> Report.parse(line)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void escapeAtTheEndStandsForItself() {
        assertThat(Report.parse("failed 3 cut\\")).isEqualTo(new Report.Failed(3, "cut\\"));
    }
}
