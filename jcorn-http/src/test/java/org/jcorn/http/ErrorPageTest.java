package org.jcorn.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorPageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | true",
                "application/problem+json | true",
                "Application/JSON ; q=0.5, */*;q=0.1 | true",
                "text/html, application/json | true",
                "text/html, application/json;q=0.9 | false",
                "text/html;q=0.2, application/json;q=0.9 | true",
                "application/json;q=0 | false",
                "application/json;q=x | false",
                "*/* | false",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | false",
                "'' | false",
            })
    void jsonIsForThoseWhoAskForIt(String accept, boolean json) {
        assertThat(ErrorPage.prefersJson(accept)).isEqualTo(json);
    }

    @Test
    void aPageSaysReasonAndText() {
        ErrorPage page = ErrorPage.of(431, "Too many header fields", null);

        assertThat(page.contentType()).isEqualTo("text/html; charset=utf-8");
        assertThat(new String(page.body(), StandardCharsets.UTF_8))
                .contains("<title>Request Header Fields Too Large</title>", "<p>Too many header fields</p>");
    }

    @ParameterizedTest
    @EnumSource
    void everyViolationHasAPlainText(Violation violation) {
        assertThat(violation.text()).matches("[A-Za-z0-9 ,./-]+");
        assertThat(violation.rule()).isNotEmpty();
        assertThat(Reason.of(violation.status())).isNotEqualTo(Reason.UNKNOWN);
    }

    @Test
    void theLogGetsTheBytesEscaped() {
        byte[] bytes = "a\u001b[31m\"\r\n".getBytes(StandardCharsets.ISO_8859_1);
        HttpViolation violation = HttpViolation.of(Violation.METHOD, bytes, 0, bytes.length);

        assertThat(violation).hasMessage("The method is malformed: \"a\\x1b[31m\\x22\\x0d\\x0a\"");
        assertThat(violation.getStackTrace()).isEmpty();
    }
}
