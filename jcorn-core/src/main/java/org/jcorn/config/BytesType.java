package org.jcorn.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A number of bytes: a whole number, with {@code k}, {@code m} or {@code g} for powers of 1024. */
final class BytesType implements SettingType<Long> {

    private static final String UNITS = "kmg";
    private static final String RULE = "must be a number of bytes, such as 65536, 64k, 10m or 2g";

    @Override
    public Long parse(String text) {
        String number = text.strip().toLowerCase(Locale.ROOT);
        if (number.startsWith("-")) {
            throw new InvalidValue(text, "must be 0 or more");
        }
        int unit = number.isEmpty() ? -1 : UNITS.indexOf(number.charAt(number.length() - 1));
        String digits = unit < 0 ? number : number.substring(0, number.length() - 1);
        try {
            long count = Long.parseLong(digits);
            return Math.multiplyExact(count, 1L << (10 * (unit + 1)));
        } catch (NumberFormatException | ArithmeticException e) {
            throw new InvalidValue(text, RULE);
        }
    }

    @Override
    public String print(Long value) {
        long count = value;
        int unit = -1;
        while (count > 0 && count % 1024 == 0 && unit < UNITS.length() - 1) {
            count /= 1024;
            unit++;
        }
        return unit < 0 ? String.valueOf(count) : String.valueOf(count) + UNITS.charAt(unit);
    }

    @Override
    public String label() {
        return "bytes";
    }

    @Override
    public String meta() {
        return "BYTES";
    }

    @Override
    public @Nullable String textOf(Object value) {
        return value instanceof Integer || value instanceof Long || value instanceof CharSequence
                ? value.toString()
                : null;
    }

    @Override
    public String javaTypes() {
        return "long or String";
    }
}
