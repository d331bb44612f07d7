package org.jcorn.config;

/** An IP address, a network as {@code ADDRESS/BITS}, or {@code *} for all; checked and kept as it was written. */
final class IpRangeType implements SettingType<String> {

    @Override
    public String parse(String text) {
        if (text.equals("*")) {
            return text;
        }
        IpNetwork.parse(text);
        return text;
    }

    @Override
    public String print(String value) {
        return value;
    }

    @Override
    public String label() {
        return "IP address or network";
    }

    @Override
    public String meta() {
        return "STRING";
    }
}
