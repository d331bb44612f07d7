package org.jcorn.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jcorn.config.Config;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerIdentityTest {

    private final List<String> warnings = new ArrayList<>();

    private ServerIdentity read(@Nullable String certfile, @Nullable String keyfile, @Nullable String password) {
        Map<String, String> settings = new HashMap<>();
        if (certfile != null) {
            settings.put("certfile", path(certfile));
        }
        if (keyfile != null) {
            settings.put("keyfile", path(keyfile));
        }
        if (password != null) {
            settings.put("keyfile_password", password);
        }
        return ServerIdentity.read(Config.of(settings), warnings::add);
    }

    private static String path(String name) {
        return name.startsWith("/") ? name : TlsFixture.file(name).toString();
    }

    @ParameterizedTest
    @CsvSource({
        "rsa.crt, rsa-pkcs8.key,",
        "rsa.crt, rsa-pkcs8.key, needless",
        "rsa.crt, rsa-pkcs1.key,",
        "rsa.crt, rsa-pbes2.key, secret",
        "rsa.crt, rsa-pbes2-aes128-sha1.key, secret",
        "rsa.crt, rsa-dek-aes256.key, secret",
        "rsa.crt, rsa-dek-des3.key, secret",
        "ec.crt, ec-sec1.key,",
        "ec.crt, ec-pkcs8.key,",
        "ec.crt, ec-pbes2.key, secret",
        "ed25519.crt, ed25519.key,",
        "both.pem,,",
        "both.pem, both.pem,",
    })
    void readsEveryFormOfKey(String certfile, @Nullable String keyfile, @Nullable String password) {
        // When
        ServerIdentity identity = read(certfile, keyfile, password);

        // Then
        assertThat(identity.chain()).hasSize(1);
        assertThat(identity.key().getAlgorithm())
                .isEqualTo(identity.chain().get(0).getPublicKey().getAlgorithm());
        assertThat(warnings).isEmpty();
    }

    @Test
    void keepsTheChainInTheOrderOfTheFile() {
        assertThat(read("chain.crt", "rsa-pkcs8.key", null).chain())
                .extracting(each -> each.getSubjectX500Principal().getName())
                .containsExactly("CN=rsa.jcorn.test", "CN=jcorn test authority");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            nullValues = "-",
            value = {
                "/missing.crt | rsa-pkcs8.key | - | 'certfile': \"/missing.crt\" does not exist",
                "/ | rsa-pkcs8.key | - | 'certfile': \"/\" cannot be read: ",
                "rsa.crt | /missing.key | - | 'keyfile': \"/missing.key\" does not exist",
                "rsa.der | rsa-pkcs8.key | - | rsa.der\" is no PEM file",
                "rsa-pkcs8.key | rsa-pkcs8.key | - | rsa-pkcs8.key\" has no certificate",
                "broken.crt | rsa-pkcs8.key | - | broken.crt\" has a broken certificate, its number 1",
                "rsa.crt | broken.key | - | broken.key\" has a private key that is broken or of an unknown kind",
                "rsa.crt | - | '' | 'certfile': .*rsa.crt\" has no private key",
                "rsa.crt | ca.crt | - | 'keyfile': .*ca.crt\" has no private key",
                "- | rsa-pkcs8.key | - | 'keyfile': there is a key, but no certificate: set 'certfile' too",
                "rsa.crt | rsa-pbes2.key | - | rsa-pbes2.key\" is encrypted, and there is no setting 'keyfile_password'",
                "rsa.crt | rsa-dek-aes256.key | - | is encrypted, and there is no setting 'keyfile_password'",
                "rsa.crt | rsa-pbes2.key | wrong | cannot be decrypted with the setting 'keyfile_password'",
                "rsa.crt | rsa-dek-aes256.key | wrong | cannot be decrypted with the setting 'keyfile_password'",
                "ec.crt | ec-pbes2.key | wrong | cannot be decrypted with the setting 'keyfile_password'",
                "rsa.crt | rsa-dek-aes128.key | secret | not supported, \"AES-128-CBC\"; convert it with: openssl pkcs8 ",
                "ec.crt | ec-dek.key | secret | not supported, \"AES-256-CBC\"; convert it with: openssl pkcs8 ",
                "rsa.crt | rsa-scrypt.key | secret | is encrypted in a way that is not supported: .*; convert it ",
                "rsa.crt | rsa-pbes1.key | secret | is encrypted in a way that is not supported: .*; convert it ",
                "rsa.crt | client.key | - | client.key\" is not the key of the first certificate in \".*rsa.crt\".*CN=rsa",
                "rsa.crt | ec-sec1.key | - | ec-sec1.key\" is not the key of the first certificate in ",
                "ec.crt | rsa-pkcs1.key | - | rsa-pkcs1.key\" is not the key of the first certificate in ",
                "ec.crt | ed25519.key | - | ed25519.key\" has a private key that is broken or of an unknown kind",
            })
    void saysWhatIsWrong(
            @Nullable String certfile, @Nullable String keyfile, @Nullable String password, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(certfile, keyfile, password))
                .withMessageMatching("setting '(certfile|keyfile)': .*")
                .satisfies(e -> assertThat(e.getMessage()).containsPattern(message.replace("+", "\\+")))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret", "\n"));
    }

    @Test
    void servesAnExpiredCertificateWithAWarning() {
        // When
        read("expired.crt", "rsa-pkcs8.key", null);

        // Then
        assertThat(warnings).singleElement().asString().contains("expired.crt\" has expired: ");
    }

    @Test
    void aSectionThatDoesNotEndIsNone() {
        assertThat(PemSection.all("-----BEGIN CERTIFICATE-----\nAAAA\n")).isEmpty();
        assertThat(PemSection.all("-----BEGIN ")).isEmpty();
        assertThat(PemSection.all("a\n-----BEGIN A-----\nAAAA\n-----END A-----\nb"))
                .hasSize(1);
    }
}
