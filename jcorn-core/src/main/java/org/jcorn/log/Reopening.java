package org.jcorn.log;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Opens several files again: one that cannot be opened does not keep the others from it. */
final class Reopening {

    /** Opens one of them. */
    interface Step {
        void run() throws IOException;
    }

    private @Nullable IOException failure;

    void tryTo(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            if (failure == null) {
                failure = e;
            } else {
                failure.addSuppressed(e);
            }
        }
    }

    /** @throws IOException the first that failed, if any did */
    void end() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }
}
