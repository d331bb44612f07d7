package org.jcorn.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.SettingSource;
import org.jcorn.it.kit.Site;
import org.jcorn.tls.TlsFixture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Wherever an operator writes the settings of TLS down, they do what they say. */
@IntegrationTest
class TlsSettingsIT {

    private static final String CLASSES = Site.testClasses().toString();

    @ParameterizedTest
    @EnumSource
    void certificatesOfBothSides(SettingSource source, Site site) throws IOException {
        // Given
        Map<String, String> settings = Map.of(
                "bind",
                "127.0.0.1:0",
                "pythonpath",
                CLASSES,
                "certfile",
                TlsFixture.file("rsa.crt").toString(),
                "keyfile",
                TlsFixture.file("rsa-pkcs8.key").toString(),
                "ca_certs",
                TlsFixture.file("ca.crt").toString(),
                "cert_reqs",
                "2",
                "ciphers",
                "ECDHE-RSA-AES256-GCM-SHA384",
                "do_handshake_on_connect",
                "true");
        try (RunningServer server = source.serving(site, "Probe:app", settings).start()) {
            // Then
            assertThat(cipher(server, TlsFixture.client("client"), "TLSv1.2"))
                    .isEqualTo("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");
            assertThatThrownBy(() -> cipher(server, TlsFixture.client(), "TLSv1.2"))
                    .isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theOldestVersionOfTls(SettingSource source, Site site) throws IOException {
        // Given
        Map<String, String> settings = Map.of(
                "bind",
                "127.0.0.1:0",
                "pythonpath",
                CLASSES,
                "certfile",
                TlsFixture.file("rsa.crt").toString(),
                "keyfile",
                TlsFixture.file("rsa-pkcs8.key").toString(),
                "ssl_version",
                "tlsv1_3");
        try (RunningServer server = source.serving(site, "Probe:app", settings).start()) {
            // Then
            assertThat(cipher(server, TlsFixture.client(), "TLSv1.3")).startsWith("TLS_");
            assertThatThrownBy(() -> cipher(server, TlsFixture.client(), "TLSv1.2"))
                    .isInstanceOf(SSLException.class);
        }
    }

    /** {@return what a client and the server agree on, once the server has answered} */
    private static String cipher(RunningServer server, SSLContext context, String version) throws IOException {
        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.setEnabledProtocols(new String[] {version});
            socket.startHandshake();
            socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .endsWith("hello");
            return socket.getSession().getCipherSuite();
        }
    }
}
