package org.jcorn.config;

/** The address of a statsd server. */
final class StatsdAddressType implements SettingType<StatsdAddress> {

    @Override
    public StatsdAddress parse(String text) {
        return StatsdAddress.parse(text.strip());
    }

    @Override
    public String print(StatsdAddress value) {
        return value.toString();
    }

    @Override
    public String label() {
        return "statsd address";
    }

    @Override
    public String meta() {
        return "ADDRESS";
    }
}
