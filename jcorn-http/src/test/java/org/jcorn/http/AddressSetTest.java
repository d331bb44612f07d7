package org.jcorn.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.jcorn.config.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressSetTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1,::1 | 127.0.0.1 | true",
                "127.0.0.1,::1 | ::1 | true",
                "127.0.0.1,::1 | 0:0:0:0:0:0:0:1 | true",
                "127.0.0.1,::1 | 127.0.0.2 | false",
                "127.0.0.1,::1 | ::2 | false",
                "10.0.0.0/8 | 10.255.0.1 | true",
                "10.0.0.0/8 | 11.0.0.0 | false",
                "10.128.0.0/9 | 10.127.255.255 | false",
                "10.128.0.0/9 | 10.200.1.1 | true",
                "0.0.0.0/0 | 8.8.8.8 | true",
                "0.0.0.0/0 | ::1 | false",
                "fe80::/10 | febf::1 | true",
                "fe80::/10 | fec0::1 | false",
                "127.0.0.1 | ::ffff:127.0.0.1 | true",
                "::ffff:0:0/96 | ::ffff:127.0.0.1 | true",
                "* | 8.8.8.8 | true",
                "* | anything | true",
                "127.0.0.1 | localhost | false",
                "'' | 127.0.0.1 | false",
                "' 127.0.0.1 , ::1,' | ::1 | true",
            })
    void membership(String list, String address, boolean member) {
        assertThat(AddressSet.of(list).contains(address)).isEqualTo(member);
    }

    @Test
    void aUnixSocketBelongsToEverySet() {
        assertThat(AddressSet.of("").contains("")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost", "10.0.0.1/8", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/08x", "1.2.3",
                "1.2.3.4.5", "256.0.0.1", "01.2.3.4", "::1::", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::",
                "fe80::1%eth0", "1:2:3:4:5:6:7::8", "::1.2.3", "1.2.3.4:80", "[::1]", "1:", ":1"
            })
    void whatIsNoAddressIsQuoted(String element) {
        assertThatThrownBy(() -> AddressSet.of("127.0.0.1," + element))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("\"" + element + "\" ");
    }

    @ParameterizedTest
    @CsvSource({
        "::, ::",
        "0:0:0:0:0:0:0:1, ::1",
        "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "1::, 1::",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3",
        "::ffff:1.2.3.4, ::ffff:1.2.3.4",
        "::1.2.3.4, ::102:304",
        "1.2.3.4, 1.2.3.4",
    })
    void addressesAreWrittenAsRfc5952Says(String text, String canonical) {
        byte[] address = Objects.requireNonNull(IpAddress.parse(text));
        assertThat(IpAddress.format(address)).isEqualTo(canonical);
    }
}
