package org.jcorn.cli;

import java.util.ArrayList;
import java.util.List;
import org.jcorn.config.Config;
import org.jcorn.config.ConfigSource;

/** Remembers what it was asked to start, and starts nothing. */
class RecordingLauncher implements Launcher {

    final List<Config> run = new ArrayList<>();
    final List<Config> checked = new ArrayList<>();
    final List<ConfigSource> sources = new ArrayList<>();
    int exitCode;

    @Override
    public int run(ConfigSource source, Config config) {
        sources.add(source);
        run.add(config);
        return exitCode;
    }

    @Override
    public int check(Config config) {
        checked.add(config);
        return exitCode;
    }
}
