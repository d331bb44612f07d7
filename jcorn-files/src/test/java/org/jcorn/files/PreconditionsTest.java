package org.jcorn.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreconditionsTest {

    private static final Validators STATE = new Validators("\"a\"", HttpDates.parse("Sun, 06 Nov 1994 08:49:37 GMT"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                         |               |                               |                               | 200
            "a"          |               |                               |                               | 200
            "b", "a"     |               |                               |                               | 200
            *            |               |                               |                               | 200
            "b"          |               |                               |                               | 412
            W/"a"        |               |                               |                               | 412
                         | "a"           |                               |                               | 304
                         | "b", W/"a"    |                               |                               | 304
                         | *             |                               |                               | 304
                         | "b"           |                               |                               | 200
                         | "b"           | Sun, 06 Nov 1994 08:49:37 GMT |                               | 200
                         |               | Sun, 06 Nov 1994 08:49:37 GMT |                               | 304
                         |               | Sun, 06 Nov 1994 08:49:36 GMT |                               | 200
                         |               | soon                          |                               | 200
                         |               |                               | Sun, 06 Nov 1994 08:49:37 GMT | 200
                         |               |                               | Sun, 06 Nov 1994 08:49:36 GMT | 412
            "a"          |               |                               | Sun, 06 Nov 1994 08:49:36 GMT | 200
            """)
    void status(
            @Nullable String match,
            @Nullable String noneMatch,
            @Nullable String modifiedSince,
            @Nullable String unmodifiedSince,
            int status) {
        assertThat(new Preconditions(match, noneMatch, modifiedSince, unmodifiedSince).check(STATE))
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                                           | true
             "a"                           | true
             W/"a"                         | false
             "b"                           | false
             Sun, 06 Nov 1994 08:49:37 GMT | true
             Sun, 06 Nov 1994 08:49:38 GMT | false
            """)
    void range(@Nullable String ifRange, boolean allowed) {
        assertThat(STATE.allowRange(ifRange)).isEqualTo(allowed);
    }
}
