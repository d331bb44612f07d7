package org.jcorn.spew;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;

class LineTransformerTest {

    /** A loader of its own, so that classes are defined anew. */
    private static final class Redefining extends ClassLoader {

        Redefining() {
            super(LineTransformerTest.class.getClassLoader());
        }

        Class<?> define(String name, byte[] classFile) {
            return defineClass(name, classFile, 0, classFile.length);
        }
    }

    private static byte[] classFile(Class<?> type) throws IOException {
        String name = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream in = Objects.requireNonNull(type.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }

    private static List<String> linesOf(String method, int argument) throws Exception {
        byte[] traced = LineTransformer.traced(classFile(Traced.class));
        Class<?> type = new Redefining().define(Traced.class.getName(), traced);
        Method call = type.getDeclaredMethod(method, int.class);
        call.setAccessible(true);
        PrintStream before = System.err;
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        System.setErr(new PrintStream(shown, true, StandardCharsets.UTF_8));
        try {
            call.invoke(null, argument);
        } catch (InvocationTargetException e) {
            assertThat(e.getCause()).isInstanceOf(IllegalStateException.class);
        } finally {
            System.setErr(before);
        }
        return shown.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void tellsOfLinesInTheOrderOfTheirExecution() throws Exception {
        assertThat(linesOf("loop", 2))
                .containsExactly(
                        "org.jcorn.spew.Traced:13: ",
                        "org.jcorn.spew.Traced:14: ",
                        "org.jcorn.spew.Traced:15: ",
                        "org.jcorn.spew.Traced:14: ",
                        "org.jcorn.spew.Traced:15: ",
                        "org.jcorn.spew.Traced:14: ",
                        "org.jcorn.spew.Traced:17: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"constructs", "switches", "recovers", "calls", "fails"})
    void whatIsCompiledIntoFramesIsVerified(String method) throws Exception {
        assertThat(linesOf(method, 1)).isNotEmpty();
        assertThat(linesOf(method, 0)).isNotEmpty();
    }

    static Stream<Class<?>> large() {
        return Stream.of(
                ClassReader.class,
                TracedMethod.class,
                java.util.HashMap.class,
                java.util.regex.Pattern.class,
                Map.class,
                java.util.concurrent.ConcurrentHashMap.class,
                Function.class,
                java.util.Formatter.class,
                Path.class);
    }

    @ParameterizedTest
    @MethodSource("large")
    void anyClassIsCopied(Class<?> type) throws IOException {
        assertThat(LineTransformer.traced(classFile(type))).hasSizeGreaterThan(classFile(type).length - 1);
    }

    @Test
    void classesOfJcornAndTheJdkStayAsTheyAre() throws IOException {
        LineTransformer transformer = new LineTransformer();
        byte[] classFile = classFile(Traced.class);

        assertThat(transformer.transform(null, "java/lang/String", null, null, classFile))
                .isNull();
        assertThat(transformer.transform(Spew.class.getClassLoader(), "org/jcorn/Request", null, null, classFile))
                .isNull();
        assertThat(transformer.transform(ClassLoader.getPlatformClassLoader(), "java/sql/Date", null, null, classFile))
                .isNull();
        assertThat(transformer.transform(new Redefining(), "shop/Main", null, null, classFile))
                .isNotNull();
    }

    @Test
    void aClassThatCannotBeReadIsLeftAlone() {
        assertThat(new LineTransformer().transform(new Redefining(), "shop/Main", null, null, new byte[20]))
                .isNull();
    }
}
