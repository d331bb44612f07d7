package org.jcorn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArgumentsTest {

    private static org.junit.jupiter.params.provider.Arguments row(
            @Nullable Object literal, Class<?> parameter, @Nullable Object argument) {
        return org.junit.jupiter.params.provider.Arguments.of(literal, parameter, argument);
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> fitting() {
        return Stream.of(
                row("eu", String.class, "eu"),
                row("eu", CharSequence.class, "eu"),
                row("eu", Object.class, "eu"),
                row(8, int.class, 8),
                row(8, Integer.class, 8),
                row(8, long.class, 8L),
                row(8, Long.class, 8L),
                row(8, double.class, 8.0),
                row(8, Double.class, 8.0),
                row(8, Number.class, 8),
                row(8L, long.class, 8L),
                row(8L, Long.class, 8L),
                row(8L, double.class, 8.0),
                row(2.5, double.class, 2.5),
                row(2.5, Double.class, 2.5),
                row(true, boolean.class, true),
                row(true, Boolean.class, true),
                row(null, String.class, null),
                row(null, Integer.class, null));
    }

    @ParameterizedTest
    @MethodSource("fitting")
    void fits(@Nullable Object literal, Class<?> parameter, @Nullable Object argument) {
        assertThat(Arguments.convert(Collections.singletonList(literal), new Class<?>[] {parameter}))
                .containsExactly(argument);
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> unfitting() {
        return Stream.of(
                row("8", int.class, null),
                row(8, String.class, null),
                row(8L, int.class, null),
                row(8L, Integer.class, null),
                row(2.5, long.class, null),
                row(2.5, float.class, null),
                row(8, short.class, null),
                row(8, boolean.class, null),
                row(true, int.class, null),
                row(true, String.class, null),
                row(null, int.class, null),
                row(null, boolean.class, null));
    }

    @ParameterizedTest
    @MethodSource("unfitting")
    void doesNotFit(@Nullable Object literal, Class<?> parameter, @Nullable Object ignored) {
        assertThat(Arguments.convert(Collections.singletonList(literal), new Class<?>[] {parameter}))
                .isNull();
    }

    @Test
    void numberOfArgumentsMustBeTheSame() {
        assertThat(Arguments.convert(List.of(), new Class<?>[0])).isEmpty();
        assertThat(Arguments.convert(List.of(1), new Class<?>[0])).isNull();
        assertThat(Arguments.convert(List.of(), new Class<?>[] {int.class})).isNull();
    }

    @Test
    void oneThatDoesNotFitSpoilsAll() {
        assertThat(Arguments.convert(
                        Arrays.asList("a", null, 1), new Class<?>[] {String.class, Object.class, int.class}))
                .containsExactly("a", null, 1);
        assertThat(Arguments.convert(
                        Arrays.asList("a", null, 1), new Class<?>[] {String.class, Object.class, String.class}))
                .isNull();
    }
}
