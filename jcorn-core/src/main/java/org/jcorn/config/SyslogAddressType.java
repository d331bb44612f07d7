package org.jcorn.config;

/** The address of a syslog server. */
final class SyslogAddressType implements SettingType<SyslogAddress> {

    @Override
    public SyslogAddress parse(String text) {
        return SyslogAddress.parse(text.strip());
    }

    @Override
    public String print(SyslogAddress value) {
        return value.toString();
    }

    @Override
    public String label() {
        return "syslog address";
    }

    @Override
    public String meta() {
        return "ADDRESS";
    }
}
