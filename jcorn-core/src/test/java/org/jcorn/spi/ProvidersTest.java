package org.jcorn.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jcorn.log.SimpleLogger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvidersTest {

    /** A service with two providers. */
    public interface Greeting {
        String name();
    }

    /** The first provider. */
    public static final class Hello implements Greeting {
        @Override
        public String name() {
            return "hello";
        }
    }

    /** The second. */
    public static final class Bonjour implements Greeting {
        @Override
        public String name() {
            return "bonjour";
        }
    }

    /** A service whose provider is missing. */
    public interface Broken {}

    /** A service whose provider cannot be made. */
    public interface Failing {}

    /** Throws as it is made. */
    public static final class Thrower implements Failing {
        /** Always fails. */
        public Thrower() {
            throw new IllegalStateException("no licence");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bonjour", "org.jcorn.spi.ProvidersTest$Bonjour"})
    void foundByItsNameOrItsClass(String wanted) {
        assertThat(Providers.named(Greeting.class, "greeting", wanted, Greeting::name))
                .isInstanceOf(Bonjour.class);
    }

    @Test
    void allInTheOrderOfTheClassPath() {
        assertThat(Providers.all(Greeting.class)).hasExactlyElementsOfTypes(Hello.class, Bonjour.class);
    }

    @Test
    void oneThatIsMissingIsAnsweredWithThoseThereAre() {
        assertThatThrownBy(() -> Providers.named(Greeting.class, "greeting", "hallo", Greeting::name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("setting 'greeting': \"hallo\" is not installed; there is hello, bonjour");
    }

    @Test
    void noneAtAll() {
        assertThat(Providers.all(Comparable.class)).isEmpty();
        assertThatThrownBy(() -> Providers.named(Comparable.class, "order", "any", Object::toString))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("setting 'order': \"any\" is not installed; there is none");
    }

    @Test
    void missingClassOfAPlugInIsNamed() {
        assertThatThrownBy(() -> Providers.all(Broken.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a plug-in cannot be loaded: ")
                .hasMessageContaining("com.example.Missing");
    }

    @Test
    void plugInThatFailsIsNamed() {
        assertThatThrownBy(() -> Providers.all(Failing.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("org.jcorn.spi.ProvidersTest$Thrower")
                .hasRootCauseMessage("no licence");
    }

    @Test
    void builtInLoggerIsAProvider() {
        assertThat(Providers.all(Logger.class)).hasAtLeastOneElementOfType(SimpleLogger.class);
    }
}
