package org.jcorn.config;

/** An address to listen on. */
final class AddressType implements SettingType<BindAddress> {

    @Override
    public BindAddress parse(String text) {
        return BindAddress.parse(text);
    }

    @Override
    public String print(BindAddress value) {
        return value.toString();
    }

    @Override
    public String label() {
        return "address";
    }

    @Override
    public String meta() {
        return "ADDRESS";
    }
}
