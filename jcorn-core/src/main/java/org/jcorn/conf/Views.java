package org.jcorn.conf;

import java.util.List;
import org.jcorn.config.Config;
import org.jcorn.config.Setting;
import org.jcorn.config.Settings;
import org.jcorn.hook.Arbiter;
import org.jcorn.hook.Log;
import org.jcorn.hook.Worker;
import org.jcorn.spi.Logger;

/** What hooks see of the server, made of what the server has. */
public final class Views {

    private Views() {}

    /**
     * {@return an arbiter for hooks}
     *
     * @param pid its process number
     * @param config its settings
     * @param log the error log of this process
     * @param workers its workers
     */
    public static Arbiter arbiter(long pid, Config config, Logger log, List<Worker> workers) {
        return new ArbiterView(pid, config(config), log(log), List.copyOf(workers));
    }

    /**
     * {@return a worker for hooks}
     *
     * @param pid its process number, or 0
     * @param age its number in the order of spawning
     * @param config its settings
     * @param log the error log of this process
     */
    public static Worker worker(long pid, int age, Config config, Logger log) {
        return new WorkerView(pid, age, config(config), log(log));
    }

    /**
     * {@return settings for hooks}
     *
     * @param config the settings
     */
    public static org.jcorn.hook.Config config(Config config) {
        return new ConfigView(config);
    }

    private static Log log(Logger log) {
        return new LogView(log);
    }

    private record ArbiterView(long pid, org.jcorn.hook.Config config, Log log, List<Worker> workers)
            implements Arbiter {}

    private record WorkerView(long pid, int age, org.jcorn.hook.Config config, Log log) implements Worker {}

    private record ConfigView(Config config) implements org.jcorn.hook.Config {
        @Override
        public String get(String setting) {
            return config.text(named(setting));
        }

        @Override
        public String origin(String setting) {
            return config.origin(named(setting));
        }

        private static Setting<?> named(String setting) {
            return Settings.named(setting)
                    .orElseThrow(() -> new IllegalArgumentException("unknown setting '" + setting + "'"));
        }
    }

    private record LogView(Logger log) implements Log {
        @Override
        public void debug(String message) {
            log.debug(message);
        }

        @Override
        public void info(String message) {
            log.info(message);
        }

        @Override
        public void warning(String message) {
            log.warning(message);
        }

        @Override
        public void error(String message) {
            log.error(message);
        }

        @Override
        public void error(String message, Throwable cause) {
            log.log(Logger.Level.ERROR, message, cause);
        }

        @Override
        public void critical(String message) {
            log.critical(message);
        }
    }
}
