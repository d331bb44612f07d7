package org.jcorn.app.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.tomcat.JarScanType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuickScanTest {

    @ParameterizedTest
    @CsvSource({
        "spring-core-7.0.2.jar, false",
        "HikariCP-6.2.1.jar, false",
        "commons-lang3-3.17.0.jar, false",
        "guava.jar, false",
        "spring-web-7.0.2.jar, true",
        "jakarta.servlet.jsp.jstl-3.0.1.jar, true",
        "spring-core-extras-1.0.jar, true",
        "shop.jar, true"
    })
    void opensWhatMayMatter(String jar, boolean opened) {
        assertThat(new QuickScan().check(JarScanType.PLUGGABILITY, jar)).isEqualTo(opened);
    }
}
