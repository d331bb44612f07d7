package org.jcorn.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CipherSuitesTest {

    private static final List<String> TLS_1_3 =
            List.of("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256", "TLS_CHACHA20_POLY1305_SHA256");

    private final List<String> warnings = new ArrayList<>();

    private List<String> suites(String list) {
        try {
            List<String> supported =
                    List.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
            return List.of(CipherSuites.of(list, supported, warnings::add));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> classic(String list) {
        List<String> suites = new ArrayList<>(suites(list));
        assertThat(suites.subList(0, 3)).containsExactlyInAnyOrderElementsOf(TLS_1_3);
        return suites.subList(3, suites.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-CHACHA20-POLY1305",
                "ECDHE-RSA-AES128-GCM-SHA256,ECDHE-ECDSA-CHACHA20-POLY1305",
                "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256:ECDHE-ECDSA-CHACHA20-POLY1305",
            })
    void takesNamesOfBothKindsInOrder(String list) {
        assertThat(classic(list))
                .containsExactly(
                        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256");
        assertThat(warnings).isEmpty();
    }

    @Test
    void takesGroups() {
        assertThat(classic("ECDHE+AESGCM:!ECDSA"))
                .containsExactly("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
        assertThat(classic("HIGH:!aNULL:!MD5:@STRENGTH"))
                .hasSizeGreaterThan(8)
                .noneMatch(each -> each.contains("NULL"));
        assertThat(classic("DEFAULT")).isNotEmpty();
        assertThat(warnings).isEmpty();
    }

    @Test
    void onlyIanaNamesTouchTls13() {
        assertThat(suites("TLS_AES_128_GCM_SHA256:ECDHE+AESGCM"))
                .startsWith("TLS_AES_128_GCM_SHA256")
                .hasSize(5)
                .doesNotContain("TLS_AES_256_GCM_SHA384");
        assertThat(suites("TLS_AES_128_GCM_SHA256")).containsExactly("TLS_AES_128_GCM_SHA256");
    }

    @Test
    void warnsOfWordsThatMeanNothing() {
        // When
        List<String> suites = classic("ECDHE-RSA-AES128-GCM-SHA256:GARLIC:!ONION:@SECLEVEL=2:TLS_SALT");

        // Then
        assertThat(suites).hasSize(1);
        assertThat(warnings)
                .containsExactly(
                        "setting 'ciphers': \"GARLIC\" is no cipher suite, and no group of them",
                        "setting 'ciphers': \"!ONION\" is no cipher suite, and no group of them",
                        "setting 'ciphers': \"@SECLEVEL=2\" is no cipher suite, and no group of them",
                        "setting 'ciphers': \"TLS_SALT\" is no cipher suite, and no group of them");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GARLIC", "", "RC4", "eNULL", "ECDHE-RSA-AES128-GCM-SHA256:!ALL"})
    void refusesAListThatLeavesNothing(String list) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> suites(list))
                .withMessage("setting 'ciphers': \"" + list + "\" names no cipher suite that this JDK has");
    }
}
