package org.jcorn.worker;

import org.jcorn.Application;
import org.jcorn.app.Applications;
import org.jcorn.spi.AppLoadException;
import org.jcorn.spi.Embedding;
import org.jcorn.spi.Logger;
import org.jspecify.annotations.Nullable;

/** An application that the program of this process makes. */
record EmbeddedOrigin(Embedding embedding, LaunchSpec spec, Logger log) implements Origin {

    @Override
    public @Nullable WorkerHooks hooks() {
        boolean none = embedding.hooks().isEmpty() && !log.enabled(Logger.Level.DEBUG);
        return none ? null : new WorkerHooks(spec, embedding.hooks(), log);
    }

    @Override
    public Application load() throws AppLoadException {
        Object made;
        try {
            made = embedding.factory().call();
        } catch (Exception e) {
            throw new AppLoadException("the application failed while being made", e);
        }
        if (made == null) {
            throw new AppLoadException("the application is null");
        }
        return Applications.adapt(made, spec.config(), log);
    }
}
