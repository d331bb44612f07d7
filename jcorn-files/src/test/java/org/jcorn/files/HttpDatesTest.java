package org.jcorn.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDatesTest {

    private static final long NOVEMBER_1994 = 784111777;

    /** The examples of RFC 9110 §5.6.7. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994",
            })
    void threeForms(String text) {
        assertThat(HttpDates.parse(text)).isEqualTo(NOVEMBER_1994);
    }

    @Test
    void theFirstOneIsWritten() {
        assertThat(HttpDates.format(NOVEMBER_1994)).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
    }

    @ParameterizedTest
    @CsvSource({",", "''", "yesterday", "'Mon, 06 Nov 1994 08:49:37 GMT'", "'\"etag\"'"})
    void noDate(@Nullable String text) {
        assertThat(HttpDates.parse(text)).isEqualTo(HttpDates.NONE);
    }
}
