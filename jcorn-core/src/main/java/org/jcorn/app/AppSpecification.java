package org.jcorn.app;

import java.util.List;
import org.jcorn.spi.AppLoadException;
import org.jspecify.annotations.Nullable;

/**
 * An application named by class: {@code CLASS}, {@code CLASS:MEMBER} or {@code CLASS:METHOD(ARGUMENTS)}.
 *
 * @param text the whole, as given
 * @param className the binary name of a class
 * @param member a static field or method, or null for the class itself
 * @param arguments the literals to call the method with, or null when the member stands without parentheses
 */
record AppSpecification(
        String text,
        String className,
        @Nullable String member,
        @Nullable List<@Nullable Object> arguments) {

    /** {@return the specification, or null if the text has another form} */
    static @Nullable AppSpecification parse(String text) throws AppLoadException {
        int colon = text.indexOf(':');
        String className = colon < 0 ? text : text.substring(0, colon);
        if (!isClassName(className)) {
            return null;
        }
        if (colon < 0) {
            return new AppSpecification(text, className, null, null);
        }
        String expression = text.substring(colon + 1).trim();
        int parenthesis = expression.indexOf('(');
        String member = parenthesis < 0
                ? expression
                : expression.substring(0, parenthesis).trim();
        if (!isIdentifier(member)) {
            throw new AppLoadException("application \"" + text + "\": \"" + member + "\" is no name of a member");
        }
        if (parenthesis < 0) {
            return new AppSpecification(text, className, member, null);
        }
        return new AppSpecification(text, className, member, Literals.parse(text, expression.substring(parenthesis)));
    }

    private static boolean isClassName(String name) {
        int start = 0;
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', start)) {
            if (!isIdentifier(name.substring(start, dot))) {
                return false;
            }
            start = dot + 1;
        }
        return isIdentifier(name.substring(start));
    }

    private static boolean isIdentifier(String name) {
        if (name.isEmpty() || !Character.isJavaIdentifierStart(name.charAt(0))) {
            return false;
        }
        for (int i = 1; i < name.length(); i++) {
            if (!Character.isJavaIdentifierPart(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
