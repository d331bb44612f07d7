package org.jcorn.config;

/** The format of the access log. */
final class AccessLogFormatType implements SettingType<AccessLogFormat> {

    @Override
    public AccessLogFormat parse(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            throw new InvalidValue(text, "must not be empty");
        }
        return AccessLogFormat.parse(trimmed);
    }

    @Override
    public String print(AccessLogFormat value) {
        return value.text();
    }

    @Override
    public String label() {
        return "string";
    }

    @Override
    public String meta() {
        return "FORMAT";
    }
}
