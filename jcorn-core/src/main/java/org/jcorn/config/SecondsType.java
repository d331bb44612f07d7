package org.jcorn.config;

import java.time.Duration;

/** A time in whole seconds. */
final class SecondsType implements SettingType<Duration> {

    private final IntegerType seconds = new IntegerType();

    @Override
    public Duration parse(String text) {
        return Duration.ofSeconds(seconds.parse(text));
    }

    @Override
    public String print(Duration value) {
        return Long.toString(value.toSeconds());
    }

    @Override
    public String label() {
        return "seconds";
    }

    @Override
    public String meta() {
        return "INT";
    }
}
