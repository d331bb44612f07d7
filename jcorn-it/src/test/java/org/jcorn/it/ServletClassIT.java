package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.WorkerClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The operator names a class that is a servlet, or a member that is one. */
@IntegrationTest
class ServletClassIT {

    private static final String SOURCE = """
            import jakarta.servlet.http.*;

            public class Shop extends HttpServlet {
                static final Shop own = new Shop();

                @Override
                protected void doGet(HttpServletRequest request, HttpServletResponse response) throws java.io.IOException {
                    response.getWriter().print(request.getContextPath() + " " + request.getServletPath() + " "
                            + request.getPathInfo());
                }
            }
            """;

    @ParameterizedTest
    @MethodSource("org.jcorn.it.kit.WorkerClass#all")
    void getsEveryRequest(WorkerClass workerClass, Site site) {
        site.write("Shop.java", SOURCE);
        try (RunningServer server = site.server()
                .application("Shop")
                .args(workerClass.arguments())
                .args("--script-name", "/shop")
                .start()) {
            assertThat(server.get("/shop/a/b").body()).isEqualTo("/shop  /a/b");
        }
    }

    @Test
    void aMemberThatIsAServlet(Site site) {
        site.write("Shop.java", SOURCE);
        try (RunningServer server = site.server().application("Shop:own").start()) {
            assertThat(server.get("/x").body()).isEqualTo("  /x");
        }
    }

    @Test
    void itsAnnotationSaysWhichOnes(Site site) throws IOException {
        site.write(
                "Shop.java",
                SOURCE.replace("public class", "@jakarta.servlet.annotation.WebServlet(\"/api/*\")\npublic class"));
        try (RunningServer server = site.server().application("Shop").start()) {
            assertThat(server.get("/api/x").body()).isEqualTo(" /api /x");
            assertThat(server.get("/x").status()).isEqualTo(404);
        }
    }
}
