package org.jcorn.config;

/** A text without blanks around it, never empty. */
final class StringType implements SettingType<String> {

    @Override
    public String parse(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            throw new InvalidValue(text, "must not be empty");
        }
        return trimmed;
    }

    @Override
    public String print(String value) {
        return value;
    }

    @Override
    public String label() {
        return "string";
    }

    @Override
    public String meta() {
        return "STRING";
    }
}
