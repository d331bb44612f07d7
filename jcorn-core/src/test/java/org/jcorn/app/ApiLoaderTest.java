package org.jcorn.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.jcorn.Application;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiLoaderTest {

    private final ApiLoader loader = new ApiLoader(Set.of("org.jspecify.annotations"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.jcorn.Application",
                "org.jcorn.Request",
                "org.jcorn.Response",
                "org.jcorn.Headers",
                "org.jcorn.Headers$Field"
            })
    void applicationsSeeTheApi(String name) throws ClassNotFoundException {
        assertThat(loader.loadClass(name).getClassLoader()).isSameAs(Application.class.getClassLoader());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.String",
                "java.sql.Connection",
                "java.net.http.HttpClient",
                "com.sun.net.httpserver.HttpHandler",
                "javax.tools.ToolProvider",
                "com.sun.source.tree.Tree"
            })
    void applicationsSeeTheJdk(String name) throws ClassNotFoundException {
        assertThat(loader.loadClass(name).getName()).isEqualTo(name);
    }

    @Test
    void applicationsSeeWhatAPlugInShares() throws ClassNotFoundException {
        assertThat(loader.loadClass("org.jspecify.annotations.Nullable").getClassLoader())
                .isSameAs(Application.class.getClassLoader());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.jcorn.spi.Worker",
                "org.jcorn.worker.WorkerMain",
                "org.jcorn.config.Config",
                "org.jcorn.log.SimpleLogger",
                "org.jcorn.app.Applications",
                "org.jcorn.app.ApiLoaderTest",
                "org.jcorn.Missing",
                "jakarta.servlet.Servlet",
                "io.undertow.Undertow",
                "org.assertj.core.api.Assertions",
                "org.junit.jupiter.api.Test",
                "NoPackage"
            })
    void applicationsSeeNothingElse(String name) {
        assertThatThrownBy(() -> loader.loadClass(name))
                .isInstanceOf(ClassNotFoundException.class)
                .hasMessageContaining(name);
    }

    @Test
    void applicationsSeeNoResourcesOfTheServer() {
        assertThat(loader.getResource("META-INF/services/org.jcorn.spi.Logger")).isNull();
        assertThat(loader.getResource("org/jcorn/config/Config.class")).isNull();
    }
}
