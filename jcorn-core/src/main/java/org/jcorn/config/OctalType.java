package org.jcorn.config;

import org.jspecify.annotations.Nullable;

/** Permission bits, 0 to 0777: octal with a leading 0 or 0o, else decimal, as Gunicorn reads them. */
final class OctalType implements SettingType<Integer> {

    private static final int ALL_BITS = 0777;

    @Override
    public Integer parse(String text) {
        String digits = text.strip();
        int bits;
        try {
            if (digits.startsWith("0o") || digits.startsWith("0O")) {
                bits = Integer.parseUnsignedInt(digits.substring(2), 8);
            } else {
                bits = Integer.decode(digits);
            }
        } catch (NumberFormatException e) {
            throw new InvalidValue(text, "must be an octal number with a leading 0, such as 022");
        }
        if (bits < 0 || bits > ALL_BITS) {
            throw new InvalidValue(text, "must be between 0 and 0777");
        }
        return bits;
    }

    @Override
    public String print(Integer value) {
        return value == 0 ? "0" : "0" + Integer.toOctalString(value);
    }

    @Override
    public String label() {
        return "octal mode";
    }

    @Override
    public String meta() {
        return "INT";
    }

    /** In Java too a number with a leading 0 is octal. */
    @Override
    public @Nullable String textOf(Object value) {
        return value instanceof Integer || value instanceof CharSequence ? value.toString() : null;
    }

    @Override
    public String javaTypes() {
        return "int or String";
    }
}
