package org.jcorn.conf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JavaSourceTest {

    @ParameterizedTest
    @CsvSource({
        "jcorn.conf.java, jcorn_conf",
        "prod.java, prod_conf",
        "9-lives.java, _9_lives",
        "class.java, class_conf"
    })
    void classIsNamedAfterTheFile(String file, String className) {
        assertThat(JavaSource.of(file, "").className()).isEqualTo(className);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int workers = 1;",
                "import java.util.List;\nint workers = 1;",
                "// import x;\n/* import\n y; */ import java.util.List; import static java.lang.Math.max;\n\nint workers = 1;",
                "import java.util.List; int workers = 1;",
                "/* never closed",
                "import java.util.List",
                ""
            })
    void linesStayWhereTheyAre(String text) {
        JavaSource source = JavaSource.of("a.java", text);

        String unit = source.unit();

        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) == ';') {
                int line = (int) text.substring(0, at)
                                .chars()
                                .filter(c -> c == '\n')
                                .count()
                        + 1;
                int position = unit.indexOf(text.substring(Math.max(0, at - 5), at + 1)) + Math.min(5, at);
                assertThat(source.line(position)).isEqualTo(line);
            }
        }
        assertThat(unit.lines().count()).isLessThanOrEqualTo(text.lines().count() + 2);
        assertThat(source.line(unit.length()))
                .isLessThanOrEqualTo((int) text.lines().count() + 1);
    }

    @Test
    void importsStayInFrontOfTheClass() {
        assertThat(JavaSource.of("a.java", "import java.util.List;\nimport java.util.Map; int workers = importance;")
                        .unit())
                .isEqualTo("""
                        import org.jcorn.*;import org.jcorn.hook.*;import java.util.List;
                        import java.util.Map; final class a_conf { int workers = importance;
                        }
                        """);
    }

    @ParameterizedTest
    @CsvSource({"package a.b;, true", "packages x;, false", "int workers;, false"})
    void knowsPackageDeclarations(String text, boolean declares) {
        assertThat(JavaSource.of("a.java", "// comment\n" + text).declaresPackage())
                .isEqualTo(declares);
    }
}
