package org.jcorn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpRangeTypeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "127.0.0.1",
                "10.0.0.0/8",
                "0.0.0.0/0",
                "10.1.2.3/32",
                "192.168.4.0/22",
                "::1",
                "::",
                "fd00::/8",
                "2001:db8:1:2:3:4:5:6",
                "2001:DB8::/32",
                "1::",
                "::ffff:10.0.0.1",
                "1:2:3:4:5:6:10.0.0.1",
                "::/0",
                "::1/128"
            })
    void range(String text) {
        assertThat(new IpRangeType().parse(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "10.0.0",
                "10.0.0.0.0",
                "10.0.0.256",
                "10.0.0.01",
                "10..0.1",
                "10.0.0.1.",
                "1:2",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                ":::",
                ":1",
                "1:",
                "12345::",
                "::g",
                "10.0.0.1::",
                "1:10.0.0.1::",
                "::10.0.0.1:1",
                "1:2:3:4:5:6:7::8",
                "fe80::1%eth0",
                "٣.0.0.1"
            })
    void notAnAddress(String text) {
        assertThatThrownBy(() -> new IpRangeType().parse(text))
                .hasMessage("\"" + text + "\" must be an IP address, a network such as 10.0.0.0/8, or *");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/33, 32",
        "10.0.0.0/, 32",
        "10.0.0.0/-1, 32",
        "10.0.0.0/8/8, 32",
        "10.0.0.0/255.0.0.0, 32",
        "10.0.0.0/99999999999, 32",
        "::/129, 128"
    })
    void badPrefix(String text, int max) {
        assertThatThrownBy(() -> new IpRangeType().parse(text))
                .hasMessage("\"" + text + "\" must have a prefix length between 0 and " + max);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1/8", "192.168.5.0/22", "128.0.0.0/0", "fd00::1/8", "::1/127"})
    void hostBits(String text) {
        assertThatThrownBy(() -> new IpRangeType().parse(text))
                .hasMessage("\"" + text + "\" has host bits set: give the address alone or the network's own address");
    }
}
