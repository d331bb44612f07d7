package org.jcorn.app;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fits literal arguments to the parameters of a method, with Java's widening of numbers. */
final class Arguments {

    private Arguments() {}

    /** {@return the arguments to call the method with, or null if they do not fit} */
    static @Nullable Object @Nullable [] convert(List<@Nullable Object> literals, Class<?>[] parameters) {
        if (literals.size() != parameters.length) {
            return null;
        }
        @Nullable Object[] converted = new @Nullable Object[parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            Object literal = literals.get(i);
            if (literal == null) {
                if (parameters[i].isPrimitive()) {
                    return null;
                }
                continue;
            }
            Object argument = fit(literal, parameters[i]);
            if (argument == null) {
                return null;
            }
            converted[i] = argument;
        }
        return converted;
    }

    private static @Nullable Object fit(Object literal, Class<?> parameter) {
        if (parameter.isInstance(literal)) {
            return literal;
        }
        if (literal instanceof Boolean) {
            return parameter == boolean.class ? literal : null;
        }
        if (literal instanceof Integer number) {
            if (parameter == int.class) {
                return number;
            }
            if (parameter == long.class || parameter == Long.class) {
                return number.longValue();
            }
        }
        if (literal instanceof Long && parameter == long.class) {
            return literal;
        }
        if (literal instanceof Number number && (parameter == double.class || parameter == Double.class)) {
            return number.doubleValue();
        }
        return null;
    }
}
