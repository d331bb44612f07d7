package org.jcorn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessLogFormatTest {

    @Test
    void isTakenApart() {
        AccessLogFormat format = AccessLogFormat.parse("%(h)s said \"%({X-Id}i)s\", 100 %% in %(D)d");

        assertThat(format.json()).isFalse();
        assertThat(format.pieces())
                .containsExactly(
                        new AccessPiece(AccessAtom.REMOTE_HOST, ""),
                        new AccessPiece(AccessAtom.TEXT, " said \""),
                        new AccessPiece(AccessAtom.REQUEST_FIELD, "X-Id"),
                        new AccessPiece(AccessAtom.TEXT, "\", 100 % in "),
                        new AccessPiece(AccessAtom.MICROSECONDS, ""));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TEXT")
    void knowsEveryAtom(AccessAtom atom) {
        AccessPiece piece = new AccessPiece(atom, atom.named() ? "some}thing" : "");

        assertThat(AccessLogFormat.parse("%(" + piece.key() + ")s").pieces()).containsExactly(piece);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "json %(T)s", "json  %({a}e)s%({b}o)s "})
    void jsonTakesAtomsAndNothingElse(String text) {
        AccessLogFormat format = AccessLogFormat.parse(text);

        assertThat(format.json()).isTrue();
        assertThat(format.pieces()).noneMatch(piece -> piece.atom() == AccessAtom.TEXT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, quoteCharacter = '`', textBlock = """
            %(x)s       | "%(x)s" is none of the atoms h l u t r target m U q H s b B f a T M D L p pid outcome {NAME}i {NAME}o {NAME}e
            %(hh)s      | "%(hh)s" is none of the atoms
            %({}i)s     | "%({}i)s" is none of the atoms
            %({a}x)s    | "%({a}x)s" is none of the atoms
            %(i)s       | "%(i)s" is none of the atoms
            %()s        | "%()s" is none of the atoms
            %(h)        | "%(h)" must be followed by s
            %(h)d       | "%(h)" must be followed by s
            %(h         | "%(h" must begin with an atom
            50 %        | "%" must begin with an atom
            %h          | "%h" must begin with an atom
            json and %(h)s | "and" is no atom, and after json nothing else may stand
            """)
    void tellsWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> AccessLogFormat.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void oneRecordIsOneLine() {
        assertThatThrownBy(() -> AccessLogFormat.parse("%(h)s\n%(s)s"))
                .hasMessage("\"?\" has a control character, which no line of the log may have");
        assertThat(AccessLogFormat.parse("%(h)s\t%(s)s").pieces()).hasSize(3);
    }
}
