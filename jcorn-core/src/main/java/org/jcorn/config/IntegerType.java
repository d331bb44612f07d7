package org.jcorn.config;

import org.jspecify.annotations.Nullable;

/** A whole number that is not negative. */
final class IntegerType implements SettingType<Integer> {

    @Override
    public Integer parse(String text) {
        String digits = text.strip();
        long number = 0;
        int at = digits.startsWith("-") ? 1 : 0;
        if (at == digits.length()) {
            throw new InvalidValue(text, "must be a whole number");
        }
        for (int i = at; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                throw new InvalidValue(text, "must be a whole number");
            }
            number = Math.min(number * 10 + (c - '0'), Integer.MAX_VALUE + 1L);
        }
        if (at == 1 && number > 0) {
            throw new InvalidValue(text, "must be 0 or more");
        }
        if (number > Integer.MAX_VALUE) {
            throw new InvalidValue(text, "must be " + Integer.MAX_VALUE + " or less");
        }
        return (int) number;
    }

    @Override
    public String print(Integer value) {
        return value.toString();
    }

    @Override
    public String label() {
        return "integer";
    }

    @Override
    public String meta() {
        return "INT";
    }

    @Override
    public @Nullable String textOf(Object value) {
        return value instanceof Integer || value instanceof Long || value instanceof CharSequence
                ? value.toString()
                : null;
    }

    @Override
    public String javaTypes() {
        return "int";
    }
}
