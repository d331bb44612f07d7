package org.jcorn.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jcorn.Application;
import org.jcorn.config.Config;
import org.jcorn.spi.AppLoadException;
import org.jcorn.spi.AppLoader;
import org.jcorn.spi.AppSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplicationsTest {

    private static final String HELLO = """
            import org.jcorn.Request;
            import org.jcorn.Response;

            class Hello {
                static final Object wrong = "text";

                static void app(Request request, Response response) throws Exception {
                    response.send("hello from " + Thread.currentThread().getContextClassLoader().getName());
                }

                static org.jcorn.Application create(String name) {
                    return (request, response) -> response.send("hello " + name);
                }

                static Object runnable() {
                    return (Runnable) () -> {};
                }
            }
            """;

    @TempDir
    Path directory;

    private final ClassLoader context = Thread.currentThread().getContextClassLoader();
    private final RecordingLogger log = new RecordingLogger();

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(context);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Hello:app            | hello from application
            Hello:create("you")  | hello you
            """)
    void sourceIsCompiledOnTheWay(String specification, String answer) throws Exception {
        // Given
        source("Hello", HELLO);

        // When
        Application application = load(specification);

        // Then
        assertThat(Answers.of(application)).isEqualTo(answer);
        assertThat(application.getClass()).isNotNull();
        assertThat(Thread.currentThread().getContextClassLoader().getName()).isEqualTo("application");
    }

    @Test
    void classMayBeInAJarOfTheClassPath() throws Exception {
        // Given
        Path classes = Files.createDirectories(directory.resolve("classes"));
        Path sources = Files.createDirectories(directory.resolve("sources"));
        Files.writeString(sources.resolve("Hello.java"), HELLO);
        Path compiled = new CompiledSources(log)
                .compile(new SourceFile("Hello", sources, sources.resolve("Hello.java")), List.of(sources));
        Files.copy(compiled.resolve("Hello.class"), classes.resolve("Hello.class"));

        // When
        Application application = load("Hello:app", source("Hello:app", Map.of("classpath", "classes"), List.of()));

        // Then
        assertThat(Answers.of(application)).isEqualTo("hello from application");
    }

    @Test
    void formNobodyKnows() {
        assertThatThrownBy(() -> Applications.load("./what?", Config.of(Map.of()), log))
                .isInstanceOf(AppLoadException.class)
                .hasMessage(
                        "application \"./what?\" is neither CLASS nor CLASS:MEMBER nor CLASS:METHOD(ARGUMENTS), and no such file"
                                + " exists");
    }

    @Test
    void missingClass() {
        assertThatThrownBy(() -> load("shop.Main:app"))
                .isInstanceOf(AppLoadException.class)
                .hasMessage("application \"shop.Main:app\": no class or source file shop.Main in " + directory)
                .hasNoCause();
    }

    @Test
    void missingClassWithAClassPath() {
        assertThatThrownBy(() -> load("Main", source("Main", Map.of("classpath", "lib/a.jar,/opt/b"), List.of())))
                .isInstanceOf(AppLoadException.class)
                .hasMessage("application \"Main\": no class or source file Main in " + directory + ", "
                        + directory.resolve("lib/a.jar") + ", /opt/b");
    }

    @Test
    void fileNameInsteadOfAClass() throws IOException {
        source("Hello", HELLO);

        assertThatThrownBy(() -> load("Hello.java"))
                .isInstanceOf(AppLoadException.class)
                .hasMessage("application \"Hello.java\": this names a file;"
                        + " did you mean \"Hello\" or \"Hello:MEMBER\"?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Hello:wrong       | it is a java.lang.String, not an org.jcorn.Application
            Hello             | it is a Hello, not an org.jcorn.Application; did you mean "Hello:app"?
            """)
    void objectThatIsNoApplication(String specification, String fault) throws IOException {
        source("Hello", HELLO);

        assertThatThrownBy(() -> load(specification))
                .isInstanceOf(AppLoadException.class)
                .hasMessage("application \"" + specification + "\": " + fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            throw new IllegalStateException("why")   | IllegalStateException
            throw new AssertionError("why")          | AssertionError
            """)
    void failingStaticInitializer(String statement, String cause) throws IOException {
        source(
                "Hello",
                "class Hello implements org.jcorn.Application { static { if (true) " + statement
                        + "; } public void handle(org.jcorn.Request q, org.jcorn.Response s) {} }");

        assertThatThrownBy(() -> load("Hello"))
                .isInstanceOf(AppLoadException.class)
                .hasMessage("application \"Hello\": its static initializer failed")
                .rootCause()
                .hasMessage("why")
                .satisfies(
                        thrown -> assertThat(thrown.getClass().getSimpleName()).isEqualTo(cause));
    }

    @Test
    void classThatCannotBeLinked() throws Exception {
        // Given
        source(
                "Hello",
                "class Hello extends Base implements org.jcorn.Application {"
                        + " public void handle(org.jcorn.Request q, org.jcorn.Response s) {} }");
        source("Base", "class Base {}");
        Path classes = new CompiledSources(log)
                .compile(new SourceFile("Hello", directory, directory.resolve("Hello.java")), List.of(directory));
        Files.copy(classes.resolve("Hello.class"), directory.resolve("Hello.class"));
        Files.delete(directory.resolve("Hello.java"));

        // When
        assertThatThrownBy(() -> load("Hello"))

                // Then
                .isInstanceOf(AppLoadException.class)
                .hasMessage("application \"Hello\": it cannot be linked: java.lang.NoClassDefFoundError: Base");
    }

    @Test
    void otherLoadersAdaptWhatTheyKnow() throws Exception {
        // Given
        source("Hello", HELLO);
        AppLoader knows = new AppLoader() {
            @Override
            public Optional<Application> adapt(Object object, AppSource source) {
                return object instanceof Runnable
                        ? Optional.of((request, response) -> response.send("adapted"))
                        : Optional.empty();
            }
        };

        // When
        Application application =
                load("Hello:runnable()", source("Hello:runnable()", Map.of(), List.of(new AppLoader() {}, knows)));

        // Then
        assertThat(Answers.of(application)).isEqualTo("adapted");
    }

    @Test
    void loaderLeavesOtherFormsToOthers() throws AppLoadException {
        assertThat(new ClassAppLoader().load(source("./shop.war", Map.of(), List.of())))
                .isEmpty();
    }

    private Application load(String specification) throws AppLoadException {
        return load(specification, source(specification, Map.of(), List.of()));
    }

    private static Application load(String specification, AppSource source) throws AppLoadException {
        return new ClassAppLoader().load(source).orElseThrow(() -> new IllegalStateException(specification));
    }

    private AppSource source(String specification, Map<String, String> settings, List<AppLoader> loaders) {
        return new WorkingDirectorySource(specification, directory, Config.of(settings), log, loaders);
    }

    private void source(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name + ".java"), text);
    }
}
