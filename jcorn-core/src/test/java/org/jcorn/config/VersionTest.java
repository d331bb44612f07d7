package org.jcorn.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionTest {

    @Test
    void isThatOfTheBuild() {
        assertThat(Version.current()).startsWith("0.").doesNotContain("$");
    }
}
