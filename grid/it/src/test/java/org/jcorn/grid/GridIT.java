package org.jcorn.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.WorkerClass;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The frameworks of the manual's page do what the page says, behind each worker class. */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GridIT {

    private static final Set<WorkerClass> WORKERS =
            EnumSet.of(WorkerClass.SYNC, WorkerClass.GTHREAD, WorkerClass.NETTY);

    private final Map<Framework, Map<String, String>> results = new LinkedHashMap<>();

    static Stream<Arguments> cells() {
        return Framework.all().stream()
                .flatMap(framework -> WORKERS.stream().map(worker -> Arguments.of(framework, worker)));
    }

    /** What fails is in the results: whether that was known is for {@link #thePageSaysWhatWasSeen}. */
    @Order(1)
    @ParameterizedTest
    @MethodSource("cells")
    void isServed(Framework framework, WorkerClass worker, Site site) {
        List<String> failed = new ArrayList<>();
        try (RunningServer server = site.server()
                .application(framework.war().toString())
                .args(worker.arguments())
                .start()) {
            for (Feature feature : framework.features()) {
                if (!works(framework, worker, feature, new Browser(server.port()))) {
                    failed.add(feature.toString());
                }
            }
            assertThat(server.stop()).isZero();
            if (!failed.isEmpty()) {
                System.err.println(server.log().text());
            }
        }
        results.computeIfAbsent(framework, key -> new LinkedHashMap<>())
                .put(
                        worker.name().toLowerCase(Locale.ROOT),
                        failed.isEmpty() ? "green" : "failed: " + String.join(", ", failed));
    }

    @Order(2)
    @Test
    void thePageSaysWhatWasSeen() throws Exception {
        String page = GridPage.of(results);
        if (Boolean.getBoolean("jcorn.rewrite")) {
            GridPage.write(page);
        }
        assertThat(GridPage.written()).isEqualTo(page);
    }

    private static boolean works(Framework framework, WorkerClass worker, Feature feature, Browser browser) {
        try {
            feature.check(browser);
            return true;
        } catch (Exception | AssertionError e) {
            System.err.println("--- " + framework + ", " + worker + ", " + feature + ": " + e);
            return false;
        }
    }
}
