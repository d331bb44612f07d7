package org.jcorn.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jcorn.config.Config;
import org.jcorn.hook.DefaultSslContext;
import org.jcorn.spi.Logger;
import org.jcorn.spi.WorkerContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TlsContextTest {

    private final List<String> log = new ArrayList<>();

    private static TlsContext context(String... settings) {
        Map<String, String> all = new HashMap<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            String value = setting.substring(equals + 1);
            boolean file = value.endsWith(".crt") || value.endsWith(".key");
            all.put(setting.substring(0, equals), file ? TlsFixture.file(value).toString() : value);
        }
        return TlsContext.of(Config.of(all));
    }

    private static TlsContext rsa(String... more) {
        List<String> settings = new ArrayList<>(List.of("certfile=rsa.crt", "keyfile=rsa-pkcs8.key"));
        settings.addAll(List.of(more));
        return context(settings.toArray(new String[0]));
    }

    /** {@return the session that a client gets, which is given a byte to read} */
    private static SSLSession handshake(TlsContext context, SSLContext client, String... protocols) throws IOException {
        try (WireServer server = new WireServer(context)) {
            server.run(wire -> {
                wire.write(ByteBuffer.wrap(new byte[] {1}));
                return true;
            });
            try (SSLSocket socket = server.connect(client)) {
                if (protocols.length > 0) {
                    socket.setEnabledProtocols(protocols);
                }
                socket.startHandshake();
                assertThat(socket.getInputStream().read()).isEqualTo(1);
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
                return socket.getSession();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "rsa.crt, rsa-pkcs1.key, TLSv1.2",
        "rsa.crt, rsa-pkcs1.key, TLSv1.3",
        "ec.crt, ec-sec1.key, TLSv1.2",
        "ec.crt, ec-sec1.key, TLSv1.3",
        "ed25519.crt, ed25519.key, TLSv1.2",
        "ed25519.crt, ed25519.key, TLSv1.3",
        "chain.crt, rsa-pkcs8.key, TLSv1.3",
    })
    void servesEveryKindOfKey(String certfile, String keyfile, String protocol) throws Exception {
        // When
        SSLSession session =
                handshake(context("certfile=" + certfile, "keyfile=" + keyfile), TlsFixture.client(), protocol);

        // Then
        assertThat(session.getProtocol()).isEqualTo(protocol);
        assertThat(session.getPeerPrincipal().getName()).endsWith(".jcorn.test");
    }

    @Test
    void speaksTheNewestVersionByDefault() throws Exception {
        assertThat(handshake(rsa(), TlsFixture.client()).getProtocol()).isEqualTo("TLSv1.3");
    }

    @Test
    void refusesVersionsThatAreTooOld() throws Exception {
        assertThat(handshake(rsa("ssl_version=TLSv1_3"), TlsFixture.client()).getProtocol())
                .isEqualTo("TLSv1.3");
        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> handshake(rsa("ssl_version=TLSv1_3"), TlsFixture.client(), "TLSv1.2"))
                .withMessageContaining("protocol_version");
    }

    @Test
    void offersTheCiphersOfTheSettingInItsOrder() throws Exception {
        TlsContext context = rsa("ciphers=ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256");

        assertThat(handshake(context, TlsFixture.client(), "TLSv1.2").getCipherSuite())
                .isEqualTo("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");
        assertThat(context.engine().getEnabledCipherSuites()).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({
        "0, '', true",
        "0, client, true",
        "0, stranger, true",
        "1, '', true",
        "1, client, true",
        "1, stranger, true", // the JDK's client keeps a certificate for itself that no authority named here has issued
        "2, '', false",
        "2, client, true",
        "2, stranger, false",
    })
    void asksClientsForTheirCertificates(String required, String client, boolean served) throws Exception {
        for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
            // Given
            SSLContext who = client.isEmpty() ? TlsFixture.client() : TlsFixture.client(client);
            try (WireServer server = new WireServer(rsa("cert_reqs=" + required, "ca_certs=ca.crt"))) {
                CompletableFuture<Integer> read = server.serve(wire -> wire.read(new byte[10], 0, 10));

                // When
                try (SSLSocket socket = server.connect(who)) {
                    socket.setEnabledProtocols(new String[] {protocol});
                    socket.getOutputStream().write(1);
                } catch (IOException e) {
                    assertThat(served).as("%s", e).isFalse();
                }

                // Then
                if (served) {
                    assertThat(WireServer.outcome(read)).isEqualTo(1);
                    assertThat(server.complaints()).isEmpty();
                } else {
                    assertThat(WireServer.outcome(read)).isInstanceOf(SSLException.class);
                    assertThat(server.complaints()).hasSize(1);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa-pkcs8.key", "/missing", "broken.crt"})
    void refusesAuthoritiesThatAreNone(String file) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rsa("ca_certs=" + file))
                .withMessageStartingWith("setting 'ca_certs': ");
    }

    @Test
    void logsWhatIsOdd() {
        // When
        context("certfile=expired.crt", "keyfile=rsa-pkcs8.key", "ciphers=HIGH:GARLIC")
                .open(worker());

        // Then
        assertThat(log).hasSize(2);
        assertThat(log.get(0)).contains("has expired");
        assertThat(log.get(1)).contains("GARLIC");
    }

    static SSLContext restricted(DefaultSslContext defaults) throws GeneralSecurityException {
        SSLContext context = defaults.create();
        context.getServerSessionContext().setSessionTimeout(17);
        return context;
    }

    static SSLContext configured(org.jcorn.hook.Config config, DefaultSslContext defaults)
            throws GeneralSecurityException {
        SSLContext context = defaults.create();
        context.getServerSessionContext().setSessionTimeout(Integer.parseInt(config.get("timeout")));
        return context;
    }

    static @Nullable SSLContext none(DefaultSslContext defaults) {
        return null;
    }

    static SSLContext failing(DefaultSslContext defaults) {
        throw new IllegalStateException("no keys today");
    }

    SSLContext notStatic(DefaultSslContext defaults) throws GeneralSecurityException {
        return defaults.create();
    }

    @Test
    void theHookMakesTheContext() throws Exception {
        // Given
        TlsContext context = rsa("ssl_context=org.jcorn.tls.TlsContextTest:restricted");

        // When
        context.open(worker());

        // Then
        assertThat(context.context().getServerSessionContext().getSessionTimeout())
                .isEqualTo(17);
        assertThat(handshake(context, TlsFixture.client()).getProtocol()).isEqualTo("TLSv1.3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "org.jcorn.tls.TlsContextTest:none    | returned no javax.net.ssl.SSLContext",
                "org.jcorn.tls.TlsContextTest:failing | failed: java.lang.IllegalStateException: no keys today",
                "org.jcorn.tls.TlsContextTest:notStatic | is not static",
                "org.jcorn.tls.TlsContextTest:missing | is not there: class org.jcorn.tls.TlsContextTest has no method",
                "no.such.Hook:missing                 | is not there: the application has no class no.such.Hook",
            })
    void saysWhatIsWrongWithTheHook(String hook, String message) {
        TlsContext context = rsa("ssl_context=" + hook);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> context.open(worker()))
                .withMessageContaining("setting 'ssl_context': \"" + hook + "\" " + message);
    }

    @Test
    void theHookMayAskForTheSettings() {
        // Given
        TlsContext context = rsa("ssl_context=org.jcorn.tls.TlsContextTest:configured");

        // When
        context.open(worker());

        // Then
        assertThat(context.context().getServerSessionContext().getSessionTimeout())
                .isEqualTo(30);
    }

    @Test
    void theHookMayDoWithoutACertificateOfTheSettings() {
        // Given
        TlsContext context = context("ssl_context=org.jcorn.tls.TlsContextTest:restricted");

        // Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> context.open(worker()))
                .withMessageContaining("there is no default TLS context: 'certfile' is not set");
    }

    @Test
    void theHookIsNamedByClassAndMethod() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rsa("ssl_context=Hook"))
                .withMessage("setting 'ssl_context': \"Hook\" is not CLASS:METHOD");
    }

    private WorkerContext worker() {
        ClassLoader loader = getClass().getClassLoader();
        Logger logger = (Logger) Proxy.newProxyInstance(loader, new Class<?>[] {Logger.class}, (self, method, args) -> {
            log.add(String.valueOf(args[0]));
            return null;
        });
        return (WorkerContext) Proxy.newProxyInstance(
                loader, new Class<?>[] {WorkerContext.class}, (self, method, args) -> switch (method.getName()) {
                    case "log" -> logger;
                    case "config" -> Config.of(Map.of());
                    case "applicationLoader" -> loader;
                    default -> null;
                });
    }
}
