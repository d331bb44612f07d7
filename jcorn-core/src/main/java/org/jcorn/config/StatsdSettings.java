package org.jcorn.config;

import java.util.List;
import java.util.Optional;

/** Settings about the numbers that are sent to a statsd server. */
public final class StatsdSettings {

    /** {@code statsd_host}: where the statsd server is. */
    public static final Setting<Optional<StatsdAddress>> STATSD_HOST = Setting.optional(
                    "statsd_host", new StatsdAddressType())
            .section(Section.LOGGING)
            .flag("--statsd-host")
            .doc(
                    "Where the statsd server is that counts requests.",
                    "`HOST`, `HOST:PORT` or `unix:PATH` of a socket for datagrams; the port is 8125 if there is none. A server"
                            + " that is down stops nobody. Without it nothing is sent.");

    /** {@code statsd_prefix}: what names of metrics begin with. */
    public static final Setting<Optional<String>> STATSD_PREFIX = Setting.optional("statsd_prefix", new StringType())
            .section(Section.LOGGING)
            .flag("--statsd-prefix")
            .doc("What the names of metrics begin with.", "It stands before `jcorn`, with a dot between them.");

    /** {@code dogstatsd_tags}: tags of all metrics. */
    public static final Setting<List<String>> DOGSTATSD_TAGS = Setting.list("dogstatsd_tags", new StringType(), ",")
            .section(Section.LOGGING)
            .flag("--dogstatsd-tags")
            .meta("TAGS")
            .doc(
                    "Tags of all metrics, such as env:live,shop.",
                    "DogStatsD's extension of the protocol; other servers may take lines with tags for broken.");

    /** {@code enable_backlog_metric}: whether the connections that wait are counted. */
    public static final Setting<Boolean> ENABLE_BACKLOG_METRIC = Setting.bool("enable_backlog_metric")
            .section(Section.LOGGING)
            .flag("--enable-backlog-metric")
            .doc(
                    "Send how many connections wait to be accepted.",
                    "Those of TCP listeners, all together, once a second, as the kernel tells in `TCP_INFO`.");

    static final List<Setting<?>> ALL = List.of(STATSD_HOST, STATSD_PREFIX, DOGSTATSD_TAGS, ENABLE_BACKLOG_METRIC);

    private StatsdSettings() {}

    /**
     * {@return whether there is a statsd server}
     *
     * @param config the settings
     */
    public static boolean enabled(Config config) {
        return config.get(STATSD_HOST).isPresent();
    }

    /** {@return whether the statsd server is at a Unix socket} */
    static boolean unix(Config config) {
        return enabled(config) && config.get(STATSD_HOST).get().unix();
    }
}
