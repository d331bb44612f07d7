package org.jcorn.cli;

import org.jcorn.arbiter.Arbiter;
import org.jcorn.config.Config;
import org.jcorn.config.ConfigSource;

/** Starts the arbiter, in this process. */
final class ArbiterLauncher implements Launcher {

    @Override
    public int run(ConfigSource source, Config config) {
        return Arbiter.run(source, config);
    }

    @Override
    public int check(Config config) {
        return Arbiter.check(config);
    }
}
