package org.jcorn.app.servlet;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.jcorn.spi.AppLoadException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A web application that does not start: Tomcat would go on without it. */
class FailingWarTest {

    @TempDir
    Path directory;

    @Test
    void whoseListenerThrows() throws IOException {
        new War()
                .with(Boom.class)
                .descriptor("<listener><listener-class>org.jcorn.app.servlet.Boom</listener-class></listener>")
                .write(directory.resolve("shop.war"));

        assertFails(
                "shop.war",
                "Exception sending context initialized event to listener instance of class [org.jcorn.app.servlet.Boom]"
                        + ": java.lang.IllegalStateException: no database");
    }

    @Test
    void whoseListenerIsMissing() throws IOException {
        new War()
                .descriptor("<listener><listener-class>com.example.None</listener-class></listener>")
                .write(directory.resolve("shop.war"));

        assertFails(
                "shop.war",
                "Error configuring application listener of class [com.example.None]: class com.example.None is not found");
    }

    @Test
    void whoseServletIsMissing() throws IOException {
        new War()
                .descriptor("<servlet><servlet-name>s</servlet-name><servlet-class>com.example.None</servlet-class>"
                        + "<load-on-startup>1</load-on-startup></servlet>")
                .write(directory.resolve("shop.war"));

        assertFails(
                "shop.war",
                "Servlet [s] in web application [] threw load() exception: class com.example.None is not found");
    }

    @Test
    void whoseDescriptorIsNoXml() throws IOException {
        new War().with("WEB-INF/web.xml", "<web-app><oops></web-app>").write(directory.resolve("shop.war"));

        assertThatThrownBy(() -> load("shop.war"))
                .isInstanceOf(AppLoadException.class)
                .hasMessageContaining("web.xml")
                .hasMessageContaining("oops");
    }

    private void assertFails(String specification, String what) {
        assertThatThrownBy(() -> load(specification))
                .isInstanceOf(AppLoadException.class)
                .hasMessage("application \"" + specification + "\": " + what);
    }

    private boolean load(String specification) throws AppLoadException {
        return new ServletAppLoader()
                .load(new TestSource(specification, directory))
                .isPresent();
    }
}
