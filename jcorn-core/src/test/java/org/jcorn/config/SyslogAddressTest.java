package org.jcorn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyslogAddressTest {

    @ParameterizedTest
    @CsvSource({
        "udp://localhost:514, UDP, localhost, 514, udp://localhost:514",
        "udp://log.example, UDP, log.example, 514, udp://log.example:514",
        "tcp://10.0.0.1:6514, TCP, 10.0.0.1, 6514, tcp://10.0.0.1:6514",
        "tcp://[::1], TCP, ::1, 514, tcp://[::1]:514",
        "udp://[fe80::1]:9, UDP, fe80::1, 9, udp://[fe80::1]:9",
        "unix:///dev/log, UNIX_DATAGRAM, /dev/log, 0, unix:///dev/log#dgram",
        "unix:///dev/log#dgram, UNIX_DATAGRAM, /dev/log, 0, unix:///dev/log#dgram",
        "unix:///run/log#stream, UNIX_STREAM, /run/log, 0, unix:///run/log#stream",
    })
    void isRead(String text, SyslogAddress.Transport transport, String host, int port, String written) {
        SyslogAddress address = SyslogAddress.parse(text);

        assertThat(address).isEqualTo(new SyslogAddress(transport, host, port)).hasToString(written);
        assertThat(SyslogAddress.parse(written)).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            localhost:514      | must begin with udp://, tcp:// or unix://
            ftp://localhost    | must begin with udp://, tcp:// or unix://
            udp://             | must name a host
            udp://:514         | must name a host
            tcp://a:           | must have a port from 1 to 65535
            tcp://a:0          | must have a port from 1 to 65535
            tcp://a:65536      | must have a port from 1 to 65535
            tcp://a:b          | must have a port from 1 to 65535
            tcp://[::1]5       | must have a port from 1 to 65535
            unix://            | must have an absolute path
            unix://dev/log     | must have an absolute path
            unix:///dev/log#x  | may end in #dgram or #stream only
            """)
    void whatIsNoneIsTold(String text, String message) {
        assertThatThrownBy(() -> SyslogAddress.parse(text)).hasMessage("\"" + text + "\" " + message);
    }
}
