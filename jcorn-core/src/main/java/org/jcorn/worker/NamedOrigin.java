package org.jcorn.worker;

import org.jcorn.Application;
import org.jcorn.app.Applications;
import org.jcorn.app.PreparedApplication;
import org.jcorn.spi.AppLoadException;
import org.jcorn.spi.Logger;
import org.jspecify.annotations.Nullable;

/** An application that is named, as on the command line. */
final class NamedOrigin implements Origin {

    private final LaunchSpec spec;
    private final Logger log;
    private @Nullable PreparedApplication prepared;

    NamedOrigin(LaunchSpec spec, Logger log) {
        this.spec = spec;
        this.log = log;
    }

    @Override
    public @Nullable WorkerHooks hooks() throws AppLoadException, BootException {
        if (!WorkerHooks.any(spec, log)) {
            return null;
        }
        PreparedApplication application = Applications.prepare(spec.specification(), spec.config(), log);
        prepared = application;
        return WorkerHooks.of(spec, application, log);
    }

    @Override
    public Application load() throws AppLoadException {
        PreparedApplication application = prepared;
        return application == null ? Applications.load(spec.specification(), spec.config(), log) : application.load();
    }
}
