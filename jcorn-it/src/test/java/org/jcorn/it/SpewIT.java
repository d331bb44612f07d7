package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.ProcessTree;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Sources;
import org.jcorn.it.kit.WorkerClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A developer wants to see every line that is executed. */
@IntegrationTest
class SpewIT {

    private static final String SHOP = """
            import org.jcorn.Request;
            import org.jcorn.Response;

            class Shop {
                static void app(Request request, Response response) throws Exception {
                    StringBuilder goods = new StringBuilder();
                    for (int i = 0; i < 2; i++) {
                        goods.append(new Item(i > 0 ? "tea" : "milk").name());
                    }
                    response.send(goods.toString());
                }

                record Item(String name) {}
            }
            """;

    static Stream<WorkerClass> workerClasses() {
        return WorkerClass.all();
    }

    @ParameterizedTest
    @MethodSource("workerClasses")
    void showsTheLinesInTheOrderOfTheirExecution(WorkerClass workerClass, Site site) {
        // Given
        site.write("Shop.java", SHOP);
        try (RunningServer server = site.server()
                .application("Shop:app")
                .args("--spew")
                .args(workerClass.arguments())
                .start()) {
            // When
            assertThat(server.get("/").body()).isEqualTo("milktea");
            // Then
            server.log().await("Shop:10: response.send(goods.toString());");
            assertThat(server.log().lines().stream().filter(line -> line.startsWith("Shop:")))
                    .containsSubsequence(
                            "Shop:6: StringBuilder goods = new StringBuilder();",
                            "Shop:7: for (int i = 0; i < 2; i++) {",
                            "Shop:8: goods.append(new Item(i > 0 ? \"tea\" : \"milk\").name());",
                            "Shop:7: for (int i = 0; i < 2; i++) {",
                            "Shop:8: goods.append(new Item(i > 0 ? \"tea\" : \"milk\").name());",
                            "Shop:7: for (int i = 0; i < 2; i++) {",
                            "Shop:10: response.send(goods.toString());");
            assertThat(server.log().text())
                    .contains("Shop$Item:13: record Item(String name) {}")
                    .doesNotContain("org.jcorn.", "java.", "is not traced", "[warning]", "[WARNING]");
        }
    }

    @Test
    void isNotThereUnlessAskedFor(Site site) {
        // Given
        site.write("Shop.java", Sources.answering("Shop", "hello"));
        site.write("shop.properties", "spew = true\n");
        try (RunningServer server = site.server()
                .application("Shop:app")
                .args("-c", "shop.properties")
                .start()) {
            server.get("/");
            server.log().await("Shop:6: response.send(\"hello\");");
            assertThat(open(server)).contains("/lib/spew/");
            // When
            site.write("shop.properties", "spew = false\n");
            server.reload(1);
            int shown = server.log().count("Shop:");
            server.get("/");
            // Then
            assertThat(open(server)).doesNotContain("/lib/spew/");
            assertThat(server.log().count("Shop:")).isEqualTo(shown);
        }
    }

    /** What the worker has open and mapped. */
    private static String open(RunningServer server) {
        long worker = server.workers().get(0);
        return ProcessTree.descriptors(worker) + ProcessTree.maps(worker);
    }
}
