package org.jcorn.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jcorn.spi.AppLoadException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppSpecificationTest {

    @ParameterizedTest
    @CsvSource({
        "Hello,              Hello,           ",
        "shop.Main,          shop.Main,       ",
        "shop.Main$Inner,    shop.Main$Inner, ",
        "Hello:app,          Hello,          app",
        "'Hello: app ',      Hello,          app",
        "a.b.C:_x$1,         a.b.C,          _x$1",
        "Läden:größe,        Läden,          größe",
        "Hello.java,         Hello.java,     ",
    })
    void classAndMember(String text, String className, @Nullable String member) throws AppLoadException {
        assertThat(AppSpecification.parse(text)).isEqualTo(new AppSpecification(text, className, member, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hello:create()", "Hello:create( )", "Hello: create () "})
    void factoryWithoutArguments(String text) throws AppLoadException {
        assertThat(AppSpecification.parse(text)).isEqualTo(new AppSpecification(text, "Hello", "create", List.of()));
    }

    @Test
    void factoryWithArguments() throws AppLoadException {
        String text = "shop.Main:create(\"a:b(c)\", 8)";

        assertThat(AppSpecification.parse(text))
                .isEqualTo(new AppSpecification(text, "shop.Main", "create", List.of("a:b(c)", 8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":app",
                ".",
                "a.",
                ".a",
                "a..b",
                "my-app.war",
                "./app",
                "/srv/app",
                "dir/",
                "1a",
                "a b",
                "a.1"
            })
    void otherFormsAreForOtherLoaders(String text) throws AppLoadException {
        assertThat(AppSpecification.parse(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Hello:        |
            Hello:a.b     | a.b
            Hello:1       | 1
            Hello:a b     | a b
            Hello:()      |
            Hello:a:b     | a:b
            Hello:-x(1)   | -x
            """)
    void memberMustBeAName(String text, @Nullable String member) {
        assertThatThrownBy(() -> AppSpecification.parse(text))
                .isInstanceOf(AppLoadException.class)
                .hasMessage("application \"" + text + "\": \"" + (member == null ? "" : member)
                        + "\" is no name of a member");
    }
}
