package org.jcorn.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jcorn.spi.AppLoadException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LiteralsTest {

    static Stream<Arguments> wellFormed() {
        return Stream.of(
                list("()"),
                list("( )"),
                list("(1)", 1),
                list("( 1 , -2,+3 )", 1, -2, 3),
                list("(2147483647, -2147483648)", Integer.MAX_VALUE, Integer.MIN_VALUE),
                list("(9223372036854775807L, 0L)", Long.MAX_VALUE, 0L),
                list("(2.5, -.5, 1., 1.5e3)", 2.5, -.5, 1., 1500.),
                list("(true, false)", true, false),
                list("(null)", (Object) null),
                list("(null, 1, null)", null, 1, null),
                list("(\"eu\")", "eu"),
                list("('eu')", "eu"),
                list("(\"\", '')", "", ""),
                list("(\"a,b\", 'c)d')", "a,b", "c)d"),
                list("(\"it's\", 'a \"b\"')", "it's", "a \"b\""),
                list("('it\\'s', \"a \\\"b\\\"\")", "it's", "a \"b\""),
                list("(\"\\n\\t\\r\\\\\\x\")", "\n\t\r\\x"),
                list("(\"null\", \"1\", 'true')", "null", "1", "true"),
                list("(\"Läden ☕ 🙂\")", "Läden ☕ 🙂"),
                list("(1) ", 1));
    }

    private static Arguments list(String text, @Nullable Object... values) {
        return Arguments.of(text, Arrays.asList(values));
    }

    @ParameterizedTest
    @MethodSource("wellFormed")
    void reads(String text, List<@Nullable Object> values) throws AppLoadException {
        assertThat(Literals.parse("Hello:create" + text, text)).isEqualTo(values);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            (          | the argument list is not closed
            (1         | the argument list is not closed
            (1,        | the argument list is not closed
            ("a        | the argument list is not closed
            ("a\\      | the argument list is not closed
            ("a')      | the argument list is not closed
            (1) x      | nothing may follow the closing parenthesis
            ()()       | nothing may follow the closing parenthesis
            (,)        | "" is no literal
            (1,)       | "" is no literal
            (1,,2)     | "" is no literal
            (eu)       | "eu" is no literal
            (True)     | "True" is no literal
            (1 2)      | "1 2" is no literal
            (1-)       | "1-" is no literal
            (0x10)     | "0x10" is no literal
            (1l)       | "1l" is no literal
            (2147483648) | "2147483648" is no literal
            (1.5.2)    | "1.5.2" is no literal
            (a.b)      | "a.b" is no literal
            ("a" "b")  | ')' expected before ""b")"
            ('a'b)     | ')' expected before "b)"
            """)
    void refuses(String text, String fault) {
        assertThatThrownBy(() -> Literals.parse("Hello:create" + text, text))
                .isInstanceOf(AppLoadException.class)
                .hasMessage("application \"Hello:create" + text + "\": " + fault);
    }
}
