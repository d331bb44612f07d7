package org.jcorn.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpOptionsTest {

    @ParameterizedTest
    @CsvSource({"4094, 4094", "8190, 8190", "8200, 8190", "-1, 8190", "0, 65536", "1, 1"})
    void theRequestLineIsClamped(int set, int bytes) {
        assertThat(HttpOptions.builder().limitRequestLine(set).build().lineBytes())
                .isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"100, 100", "0, 32768", "-1, 32768", "40000, 32768"})
    void theNumberOfFieldsIsClamped(int set, int count) {
        assertThat(HttpOptions.builder().limitRequestFields(set).build().limitRequestFields())
                .isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource({"0, 8190", "-1, 8190", "10, 10", "70000, 70000"})
    void zeroIsTheDefaultFieldSize(int set, int bytes) {
        assertThat(HttpOptions.builder().limitRequestFieldSize(set).build().limitRequestFieldSize())
                .isEqualTo(bytes);
    }

    @Test
    void theSectionIsBoundedByTheSumOfItsFieldsAndByAMebibyte() {
        assertThat(HttpOptions.defaults().sectionBytes()).isEqualTo(100 * 8192 + 4);
        assertThat(HttpOptions.builder().limitRequestFields(0).build().sectionBytes())
                .isEqualTo(1 << 20);
        assertThat(HttpOptions.builder()
                        .limitRequestFieldSize(1_000_000)
                        .build()
                        .sectionBytes())
                .isEqualTo(2_000_000);
    }

    @Test
    void namesAreComparedInUpperCase() {
        HttpOptions options = HttpOptions.builder()
                .forwarderHeaders(List.of("remote_user"))
                .secureSchemeHeaders(Map.of("X-Secure", "yes"))
                .build();

        assertThat(options.forwarderHeaders()).containsExactly("REMOTE_USER");
        assertThat(options.secureSchemeHeaders()).containsExactly(Map.entry("X-SECURE", "yes"));
    }
}
