package org.jcorn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|[]",
                "` \t `|[]",
                "a b|[a, b]",
                "`  a\tb\nc `|[a, b, c]",
                "--env 'A=b c'|[--env, A=b c]",
                "-e \"A=b 'c'\"|[-e, A=b 'c']",
                "a\\ b|[a b]",
                "\"a\\\"b\"|[a\"b]",
                "\"a\\\\b\"|[a\\b]",
                "\"a\\nb\"|[a\\nb]",
                "'a\\b'|[a\\b]",
                "''|[]",
                "a''b|[ab]",
                "a\"b c\"d|[ab cd]",
                "#a|[#a]"
            })
    void splitsAsAShell(String text, String words) {
        assertThat(ShellWords.split(text)).hasToString(words);
    }

    @Test
    void quotesMakeAnEmptyWord() {
        assertThat(ShellWords.split("a '' \"\"")).containsExactly("a", "", "");
    }

    @Test
    void commasSeparateAndBlanksAroundAreDropped() {
        assertThat(ShellWords.split(" a , b c,,\"d, e\" ,' f '", ",")).containsExactly("a", "b c", "d, e", " f ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'a", "\"a", "a 'b\"", "\"a\\\""})
    void openQuote(String text) {
        assertThatThrownBy(() -> ShellWords.split(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + text + "\" has a quote that is not closed");
    }

    @Test
    void backslashAtTheEnd() {
        assertThatThrownBy(() -> ShellWords.split("a\\")).hasMessage("\"a\\\" ends in a backslash");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", ",", ",:"})
    void whatIsJoinedSplitsAgain(String separators) {
        List<String> words =
                List.of("plain", "", " ", "a b", "a,b", "a:b", "\"", "'", "\\", "\\\"", " x", "y\t", "-Dx=\"a, b\"");

        String joined = ShellWords.join(words, separators);

        assertThat(ShellWords.split(joined, separators)).isEqualTo(words);
    }
}
