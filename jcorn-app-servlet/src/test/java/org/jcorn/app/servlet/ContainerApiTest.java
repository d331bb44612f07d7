package org.jcorn.app.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerApiTest {

    private final ContainerApi api = new ContainerApi();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.String",
                "java.sql.Driver",
                "jakarta.servlet.http.HttpServlet",
                "jakarta.servlet.jsp.PageContext",
                "jakarta.el.ExpressionFactory",
                "jakarta.websocket.server.ServerEndpoint",
                "org.apache.jasper.runtime.HttpJspBase",
                "org.apache.tomcat.InstanceManager",
                "org.jcorn.Request"
            })
    void isSeen(String name) throws Exception {
        assertThat(api.loadClass(name).getName()).isEqualTo(name);
        assertThat(api.getResource(name.replace('.', '/') + ".class")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.jcorn.spi.AppLoader",
                "org.jcorn.app.servlet.ContainerApi",
                "org.jcorn.app.servlet.bridge.Bridge",
                "org.eclipse.jdt.internal.compiler.Compiler",
                "io.netty.buffer.ByteBuf",
                "org.assertj.core.api.Assertions"
            })
    void isHidden(String name) {
        assertThatThrownBy(() -> api.loadClass(name)).isInstanceOf(ClassNotFoundException.class);
        assertThat(api.getResource(name.replace('.', '/') + ".class")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.apache.jasper.servlet.JasperInitializer", "org.apache.tomcat.websocket.server.WsSci"})
    void theInitializersOfTheContainerAreFound(String name) throws IOException {
        StringBuilder names = new StringBuilder();
        for (URL each :
                Collections.list(api.getResources("META-INF/services/jakarta.servlet.ServletContainerInitializer"))) {
            try (InputStream in = each.openStream()) {
                names.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(names).contains(name);
    }
}
