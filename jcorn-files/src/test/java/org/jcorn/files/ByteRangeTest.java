package org.jcorn.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=2-5, 2, 5",
        "BYTES= 2-5 , 2, 5",
        "bytes=2-, 2, 9",
        "bytes=2-99, 2, 9",
        "bytes=-3, 7, 9",
        "bytes=-99, 0, 9"
    })
    void part(String field, long first, long last) {
        assertThat(ByteRange.parse(field, 10)).isEqualTo(new ByteRange(first, last));
    }

    @ParameterizedTest
    @CsvSource({
        ",",
        "bytes=",
        "bytes=-",
        "bytes=5-2",
        "bytes=a-b",
        "'bytes=0-1,3-4'",
        "lines=1-2",
        "bytes=1-99999999999999999999"
    })
    void whole(@Nullable String field) {
        assertThat(ByteRange.parse(field, 10)).isSameAs(ByteRange.NONE);
    }

    @ParameterizedTest
    @CsvSource({"bytes=10-, 10", "bytes=10-20, 10", "bytes=-0, 10", "bytes=-1, 0", "bytes=0-, 0"})
    void noSuchPart(String field, long size) {
        assertThat(ByteRange.parse(field, size)).isSameAs(ByteRange.UNSATISFIABLE);
    }
}
