package org.jcorn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindAddressTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1, 8000",
        "127.0.0.1:80, 127.0.0.1, 80",
        "LocalHost:9000, localhost, 9000",
        ":8001, 0.0.0.0, 8001",
        "'', 0.0.0.0, 8000",
        "tcp://:8001, 0.0.0.0, 8001",
        "tcp://example.org:81, example.org, 81",
        "' 10.0.0.1:1 ', 10.0.0.1, 1",
        "0.0.0.0:0, 0.0.0.0, 0",
        "host:65535, host, 65535",
        "[::], ::, 8000",
        "[::1]:9000, ::1, 9000",
        "tcp://[::1]:9000, ::1, 9000",
        "[FE80::1%eth0]:80, fe80::1%eth0, 80",
        "[::ffff:10.0.0.1]:80, ::ffff:10.0.0.1, 80"
    })
    void tcp(String text, String host, int port) {
        assertThat(BindAddress.parse(text)).isEqualTo(new BindAddress.Tcp(host, port));
    }

    @ParameterizedTest
    @CsvSource({"unix:/run/a.sock, /run/a.sock", "unix:///run/a.sock, /run/a.sock", "unix:a.sock, a.sock"})
    void unix(String text, String path) {
        assertThat(BindAddress.parse(text)).isEqualTo(new BindAddress.Unix(Path.of(path)));
    }

    @Test
    void fileDescriptor() {
        assertThat(BindAddress.parse("fd://3")).isEqualTo(new BindAddress.Fd(3));
    }

    @ParameterizedTest
    @CsvSource({
        "host:, is not an address: the port must be between 0 and 65535",
        "host:65536, is not an address: the port must be between 0 and 65535",
        "host:-1, is not an address: the port must be between 0 and 65535",
        "host:http, is not an address: the port must be between 0 and 65535",
        "host:99999999999999999999, is not an address: the port must be between 0 and 65535",
        "[::1]:, is not an address: the port must be between 0 and 65535",
        "[::1]x, must have a port or nothing after the ']'",
        "[::1, is not an IPv6 address: must be [ADDRESS] or [ADDRESS]:PORT",
        "[127.0.0.1]:80, is not an IPv6 address: must be [ADDRESS] or [ADDRESS]:PORT",
        "[::g]:80, is not an IPv6 address: must be [ADDRESS] or [ADDRESS]:PORT",
        "::1, needs brackets: [::1]:8000",
        "http://host:80, 'is not an address: must be HOST, HOST:PORT, [IPV6]:PORT, unix:PATH or fd://N'",
        "a:b:c, 'is not an address: must be HOST, HOST:PORT, [IPV6]:PORT, unix:PATH or fd://N'",
        "/run/a.sock, is not an address: a host cannot contain '/'",
        "a b:80, is not an address: a host cannot contain ' '",
        "unix:, names no socket file",
        "unix://, names no socket file",
        "fd://, is not a file descriptor: must be fd://N",
        "fd://x, is not a file descriptor: must be fd://N",
        "fd://-1, is not a file descriptor: must be fd://N"
    })
    void notAnAddress(String text, String rule) {
        assertThatThrownBy(() -> BindAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + text + "\" " + rule);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:8000", "[::1]:80", "unix:/run/a.sock", "fd://3"})
    void printsWhatItReads(String text) {
        assertThat(BindAddress.parse(text)).hasToString(text);
    }

    @Test
    void partsAreChecked() {
        assertThatThrownBy(() -> new BindAddress.Tcp("", 80)).hasMessage("\"\" is not a host");
        assertThatThrownBy(() -> new BindAddress.Tcp("a", 70000))
                .hasMessage("\"70000\" is not a port: must be between 0 and 65535");
        assertThatThrownBy(() -> new BindAddress.Fd(-1))
                .hasMessage("\"-1\" is not a file descriptor: must be 0 or more");
        assertThat(new BindAddress.Tcp("::1", 80).ipv6()).isTrue();
        assertThat(new BindAddress.Tcp("a", 80).ipv6()).isFalse();
    }
}
