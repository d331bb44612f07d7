package org.jcorn.logging;

import com.timgroup.statsd.NonBlockingStatsDClientBuilder;
import com.timgroup.statsd.StatsDClient;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jcorn.config.Config;
import org.jcorn.config.StatsdAddress;
import org.jcorn.config.StatsdSettings;
import org.jcorn.log.SideLogger;
import org.jcorn.log.SimpleLogger;
import org.jcorn.spi.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends numbers to a statsd server (settings {@code statsd_host} and those around it), beside the logger that the settings
 * ask for. The client adds counts up and sends them every two seconds.
 */
public final class StatsdLogger implements SideLogger {

    private static final int FLUSH_MILLIS = 2_000;

    private volatile @Nullable StatsdFeed feed;
    private Logger main = new SimpleLogger();

    /** Make one; for {@link java.util.ServiceLoader}. */
    public StatsdLogger() {}

    @Override
    public String name() {
        return "statsd";
    }

    @Override
    public void complainTo(Logger log) {
        main = log;
    }

    @Override
    public void open(Config config) throws IOException {
        StatsdAddress address = config.get(StatsdSettings.STATSD_HOST)
                .orElseThrow(() -> new IOException("the logger \"statsd\" needs the setting 'statsd_host'"));
        List<String> tags = config.get(StatsdSettings.DOGSTATSD_TAGS);
        NonBlockingStatsDClientBuilder builder = new NonBlockingStatsDClientBuilder()
                .prefix(prefix(config))
                .constantTags(tags.toArray(new String[0]))
                .enableTelemetry(false)
                .blocking(true)
                .originDetectionEnabled(false)
                .enableAggregation(true)
                .aggregationFlushInterval(FLUSH_MILLIS)
                .hostname(address.host())
                .port(address.port());
        StatsdFeed opened = new StatsdFeed(
                builder::build,
                e -> main.warning("setting 'statsd_host': \"" + address
                        + "\" cannot be used, no numbers are sent until it can: " + reason(e)));
        opened.start();
        feed = opened;
    }

    private static String prefix(Config config) {
        String prefix = config.get(StatsdSettings.STATSD_PREFIX).orElse("");
        return (prefix.isEmpty() || prefix.endsWith(".") ? prefix : prefix + ".") + "jcorn";
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString();
    }

    /** {@return whether records of that level are counted} */
    @Override
    public boolean enabled(Level level) {
        return level.compareTo(Level.WARNING) >= 0;
    }

    @Override
    public void log(Level level, String message) {
        switch (level) {
            case WARNING -> count("log.warning");
            case ERROR -> count("log.error");
            case CRITICAL -> count("log.critical");
            default -> {}
        }
    }

    @Override
    public void log(Level level, String message, Throwable cause) {
        count("log.exception");
    }

    private void count(String name) {
        add(client -> client.increment(name));
    }

    private void add(Consumer<StatsDClient> number) {
        StatsdFeed open = feed;
        if (open != null) {
            open.add(number);
        }
    }

    @Override
    public boolean metered() {
        return true;
    }

    @Override
    public void request(int status, long nanos) {
        add(client -> {
            client.increment("requests");
            client.increment(StatusNames.of(status));
            client.recordExecutionTime("request.duration", TimeUnit.NANOSECONDS.toMillis(nanos));
        });
    }

    @Override
    public void gauge(String name, long value) {
        add(client -> client.gauge(name, value));
    }

    @Override
    public void reopen() {}

    @Override
    public void close() {
        StatsdFeed open = feed;
        feed = null;
        if (open != null) {
            open.close();
        }
    }

    /** The names of the counters for each status, made once. */
    private static final class StatusNames {

        private static final int FIRST = 100;
        private static final String[] NAMES = new String[900];

        static {
            for (int i = 0; i < NAMES.length; i++) {
                NAMES[i] = "request.status." + (FIRST + i);
            }
        }

        static String of(int status) {
            return NAMES[Math.max(0, Math.min(status - FIRST, NAMES.length - 1))];
        }
    }
}
