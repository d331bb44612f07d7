package org.jcorn.config;

/** Either {@code true} or {@code false}. */
final class BooleanType implements SettingType<Boolean> {

    @Override
    public Boolean parse(String text) {
        String word = text.strip();
        if (word.equalsIgnoreCase("true")) {
            return true;
        }
        if (word.equalsIgnoreCase("false")) {
            return false;
        }
        throw new InvalidValue(text, "must be true or false");
    }

    @Override
    public String print(Boolean value) {
        return value.toString();
    }

    @Override
    public String label() {
        return "boolean";
    }

    @Override
    public String meta() {
        return "";
    }
}
