package org.jcorn.config;

import org.jspecify.annotations.Nullable;

/** A class by its binary name, or the short name of one that comes with the server. */
final class ClassNameType implements SettingType<String> {

    @Override
    public String parse(String text) {
        String name = text.strip();
        boolean start = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean legal = start ? Character.isJavaIdentifierStart(c) : Character.isJavaIdentifierPart(c) || c == '-';
            if (!legal && (start || c != '.')) {
                throw new InvalidValue(text, "is not the name of a class");
            }
            start = c == '.';
        }
        if (start) {
            throw new InvalidValue(text, "is not the name of a class");
        }
        return name;
    }

    @Override
    public String print(String value) {
        return value;
    }

    @Override
    public String label() {
        return "class name";
    }

    @Override
    public String meta() {
        return "STRING";
    }

    @Override
    public @Nullable String textOf(Object value) {
        return value instanceof Class<?> type
                ? type.getName()
                : value instanceof CharSequence ? value.toString() : null;
    }

    @Override
    public String javaTypes() {
        return "String or Class";
    }
}
