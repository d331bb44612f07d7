package org.jcorn.it.kit;

import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * A server that is run once before all tests, so that later ones start from class data archives as in real life.
 *
 * @param failure why that did not work, or null; no test runs then
 */
record WarmUp(@Nullable Throwable failure) {

    static WarmUp of(Distribution distribution) {
        try {
            run(distribution);
            return new WarmUp(null);
        } catch (IOException | RuntimeException | AssertionError e) {
            return new WarmUp(e);
        }
    }

    private static void run(Distribution distribution) throws IOException {
        if (!Files.isExecutable(distribution.launcher())) {
            throw new AssertionError("no distribution in " + distribution.home() + ": build jcorn-dist first");
        }
        Files.createDirectories(distribution.cache());
        Site site = Site.make(distribution, distribution.work().resolve("warm-up"), "warm-up");
        try (RunningServer server = site.server().args("--log-level", "debug").start()) {
            server.awaitTraining(distribution, distribution.cache());
        }
        site.end();
        site.delete();
    }

    void check() {
        if (failure != null) {
            throw new AssertionError("the warm-up failed, so no test runs: " + failure, failure);
        }
    }
}
