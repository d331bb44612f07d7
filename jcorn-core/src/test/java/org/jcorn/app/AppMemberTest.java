package org.jcorn.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.jcorn.Application;
import org.jcorn.Request;
import org.jcorn.Response;
import org.jcorn.spi.AppLoadException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings({"DoNotCallSuggester", "UnusedMethod", "UnusedVariable", "unused"})
class AppMemberTest {

    /** What applications look like. */
    static class Shop {
        private static final Application app = (request, response) -> response.send("field");
        static final @Nullable Application nothing = null;
        final Application instanceField = app;

        private static void handle(Request request, Response response) throws IOException {
            response.send("method");
        }

        void instanceHandler(Request request, Response response) {}

        static void checked(Request request, Response response) throws IOException {
            throw new IOException("disk");
        }

        static void error(Request request, Response response) {
            throw new AssertionError("broken");
        }

        private static Application create() {
            return (request, response) -> response.send("created");
        }

        static Application create(String region, long limit) {
            return (request, response) -> response.send(region + " " + limit);
        }

        Application instanceFactory() {
            return app;
        }

        static Application failing() throws IOException {
            throw new IOException("no database");
        }

        static @Nullable Application none() {
            return null;
        }

        static void overloaded(String region) {}

        static void overloaded(Request request, Response response) throws IOException {
            response.send("the handler");
        }
    }

    /** Instantiated, although nothing of it is public. */
    private static final class Hidden implements Application {
        private Hidden() {}

        @Override
        public void handle(Request request, Response response) throws IOException {
            response.send("instance");
        }
    }

    abstract static class Unfinished implements Application {}

    interface Contract extends Application {}

    static final class Needy {
        Needy(String need) {}
    }

    static final class Failing {
        Failing() {
            throw new IllegalStateException("no licence");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Shop:app                 | field
            Shop:handle              | method
            Shop:overloaded          | the handler
            Shop:create()            | created
            Shop:create("eu", 8)     | eu 8
            """)
    void memberAnswers(String text, String answer) throws Exception {
        assertThat(Answers.of((Application) value(text, Shop.class))).isEqualTo(answer);
    }

    @Test
    void classIsInstantiated() throws Exception {
        assertThat(Answers.of((Application) value("Hidden", Hidden.class))).isEqualTo("instance");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Shop:missing             | class org.jcorn.app.AppMemberTest$Shop has no field "missing" and no method "missing(Request, Response)"
            Shop:instanceField       | the field is not static
            Shop:instanceHandler     | the method is not static
            Shop:create              | it is a factory; did you mean "Shop:create()"?
            Shop:nothing             | it is null
            Shop:none()              | it is null
            Shop:instanceFactory()   | the method is not static
            Shop:missing()           | class org.jcorn.app.AppMemberTest$Shop has no method "missing" that takes these 0 arguments
            Shop:create(1)           | class org.jcorn.app.AppMemberTest$Shop has no method "create" that takes these 1 arguments
            Shop:create(1, 2)        | class org.jcorn.app.AppMemberTest$Shop has no method "create" that takes these 2 arguments
            """)
    void memberThatDoesNotServe(String text, String fault) {
        assertThatThrownBy(() -> value(text, Shop.class))
                .isInstanceOf(AppLoadException.class)
                .hasMessage("application \"" + text + "\": " + fault)
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(classes = {Unfinished.class, Contract.class})
    void abstractClass(Class<?> type) {
        assertThatThrownBy(() -> value("App", type))
                .isInstanceOf(AppLoadException.class)
                .hasMessage("application \"App\": an abstract class cannot be instantiated");
    }

    @Test
    void classWithoutAPlainConstructor() {
        assertThatThrownBy(() -> value("Needy", Needy.class))
                .isInstanceOf(AppLoadException.class)
                .hasMessage("application \"Needy\": the class has no constructor without parameters");
    }

    @Test
    void failureOfTheApplicationIsTheCause() {
        assertThatThrownBy(() -> value("Failing", Failing.class))
                .isInstanceOf(AppLoadException.class)
                .hasMessage("application \"Failing\": it failed while being made")
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("no licence");
        assertThatThrownBy(() -> value("Shop:failing()", Shop.class))
                .isInstanceOf(AppLoadException.class)
                .hasMessage("application \"Shop:failing()\": it failed while being made")
                .hasRootCauseMessage("no database");
    }

    @Test
    void handlerThrowsWhatItThrows() throws AppLoadException {
        Application checked = (Application) value("Shop:checked", Shop.class);
        Application error = (Application) value("Shop:error", Shop.class);

        assertThatThrownBy(() -> Answers.of(checked))
                .isInstanceOf(IOException.class)
                .hasMessage("disk");
        assertThatThrownBy(() -> Answers.of(error))
                .isInstanceOf(AssertionError.class)
                .hasMessage("broken");
    }

    /** Strong encapsulation is an answer, not a failure of the worker. */
    @Test
    void classOfTheJdkThatIsClosed() {
        assertThatThrownBy(() -> value("java.lang.System:props", System.class))
                .isInstanceOf(AppLoadException.class)
                .hasMessageStartingWith("application \"java.lang.System:props\": it cannot be used: ");
    }

    private static Object value(String text, Class<?> type) throws AppLoadException {
        AppSpecification wanted = AppSpecification.parse(text);
        if (wanted == null) {
            throw new IllegalArgumentException(text);
        }
        return new AppMember(wanted, type).value();
    }
}
