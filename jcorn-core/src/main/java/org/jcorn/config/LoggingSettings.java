package org.jcorn.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jcorn.spi.Logger;

/** Settings about the error log and the access log. */
public final class LoggingSettings {

    /** {@code accesslog}: the file of the access log, {@code -} = standard output. */
    public static final Setting<Optional<String>> ACCESSLOG = Setting.optional("accesslog", new StringType())
            .section(Section.LOGGING)
            .flag("--access-logfile")
            .operatorOnly()
            .meta("FILE")
            .doc(
                    "The file of the access log, a line for each request; - = standard output.",
                    "Without it there is no access log.");

    /** {@code disable_redirect_access_to_syslog}: whether syslog does without the access log. */
    public static final Setting<Boolean> DISABLE_REDIRECT_ACCESS_TO_SYSLOG = Setting.bool(
                    "disable_redirect_access_to_syslog")
            .section(Section.LOGGING)
            .flag("--disable-redirect-access-to-syslog")
            .doc("Send no access log to the syslog server.");

    /** {@code access_log_format}: what a line of the access log tells. */
    public static final Setting<AccessLogFormat> ACCESS_LOG_FORMAT = Setting.accessLogFormat("access_log_format")
            .section(Section.LOGGING)
            .flag("--access-logformat")
            .meta("FORMAT")
            .defaultValue("%(h)s %(l)s %(u)s %(t)s \"%(r)s\" %(s)s %(b)s \"%(f)s\" \"%(a)s\"")
            .doc(
                    "What a line of the access log tells; json = as a JSON object.",
                    """
                    | atom | meaning |
                    |---|---|
                    | `h` | the client's address |
                    | `l` | `-` |
                    | `u` | the user of basic authentication |
                    | `t` | when the request ended, `[31/Jan/2026:12:00:00 +0000]` |
                    | `r` | the request line; of what could not be understood the first line, up to 1024 bytes |
                    | `m` `target` `H` | its parts: method, target, protocol |
                    | `U` `q` | decoded path below the script name, query |
                    | `s` | the status; 499 if the client was gone before there was one |
                    | `b` `B` | bytes of the body that were sent |
                    | `f` `a` | `Referer`, `User-Agent` |
                    | `T` `M` `D` `L` | how long it took: in whole seconds, in milliseconds, in microseconds, in seconds with six decimals |
                    | `p` `pid` | the number of the worker process, `<7>` and `7` |
                    | `outcome` | `ok`, `client_gone`, `malformed`, `timed_out`, `app_error` |
                    | `{NAME}i` | a field of the request |
                    | `{NAME}o` | a field that the application set on the response |
                    | `{NAME}e` | an attribute of the request, else a variable as CGI has them, such as `{REMOTE_PORT}e` |""",
                    "An atom is written `%(h)s`, a percent sign `%%`. What there is no value for is `-`. Quotes and backslashes"
                            + " in a value have a backslash before them; control characters and bytes above 126 are `\\xHH`,"
                            + " so that no client can forge a line.",
                    "With `json` each line is an object with the members `time`, `remote_host`, `user`, `method`, `target`,"
                            + " `protocol`, `status`, `bytes`, `referer`, `user_agent`, `duration_us`, `pid` and `outcome`;"
                            + " atoms that follow the word add members of their name: `json %({x-request-id}i)s`. What"
                            + " there is no value for is `null`; what could not be understood has its first line as"
                            + " `line`.");

    /** {@code errorlog}: the file of the error log, {@code -} = standard error. */
    public static final Setting<String> ERRORLOG = Setting.string("errorlog")
            .section(Section.LOGGING)
            .flag("--error-logfile", "--log-file")
            .operatorOnly()
            .meta("FILE")
            .defaultValue("-")
            .doc("The file of the error log; - = standard error.");

    /** {@code loglevel}: the least level that is logged. */
    public static final Setting<Logger.Level> LOGLEVEL = Setting.choice("loglevel", Logger.Level.values())
            .section(Section.LOGGING)
            .flag("--log-level")
            .meta("LEVEL")
            .defaultValue("info")
            .doc("The least level that is logged: debug, info, warning, error or critical.");

    /** {@code capture_output}: whether the error log has what workers print. */
    public static final Setting<Boolean> CAPTURE_OUTPUT = Setting.bool("capture_output")
            .section(Section.LOGGING)
            .flag("--capture-output")
            .doc(
                    "Let workers print to the file of the error log.",
                    "That is what goes through `System.out` and `System.err`; what native code and other processes write"
                            + " goes where it went. No effect if the error log is standard error.");

    /** {@code logger_class}: the logger, by its short name or class name. */
    public static final Setting<String> LOGGER_CLASS = Setting.className("logger_class")
            .section(Section.LOGGING)
            .operatorOnly()
            .flag("--logger-class")
            .defaultValue("simple")
            .doc(
                    "The logger to use, by name or class name.",
                    "Loggers are found through `java.util.ServiceLoader`. `simple` is what the other settings of this section"
                            + " describe; with `logconfig` it is `logback` that is used in its place.");

    /** {@code logconfig}: a file that configures Logback. */
    public static final Setting<Optional<String>> LOGCONFIG = Setting.optional("logconfig", new StringType())
            .section(Section.LOGGING)
            .operatorOnly()
            .flag("--log-config")
            .meta("FILE")
            .doc(
                    "A configuration file of Logback, by which the server logs.",
                    "It decides for the error log, `jcorn.error`, and the access log, `jcorn.access`, whose lines are logged"
                            + " at level INFO. `errorlog`, `accesslog` and `loglevel` mean nothing then, but the file can"
                            + " refer to them and to `pid` and `proc_name`, as `${errorlog}`.");

    /** {@code logconfig_dict}: levels that hold in place of those of {@code logconfig}. */
    public static final Setting<Map<String, String>> LOGCONFIG_DICT = Setting.map(
                    "logconfig_dict", new MapType(",", false))
            .section(Section.LOGGING)
            .check(new LogbackLevels())
            .doc(
                    "Levels of loggers of Logback, LOGGER=LEVEL.",
                    "They hold in place of those in the file, and are separated by commas, as in"
                            + " `root=warn,jcorn.access=off`. Means nothing without `logconfig`.");

    /** {@code syslog_addr}: where the syslog server is. */
    public static final Setting<SyslogAddress> SYSLOG_ADDR = Setting.syslogAddress("syslog_addr")
            .section(Section.LOGGING)
            .flag("--log-syslog-to")
            .defaultValue("udp://localhost:514")
            .doc(
                    "Where the syslog server is.",
                    "`udp://HOST:PORT`, `tcp://HOST:PORT`, `unix://PATH#dgram` or `unix://PATH#stream`. The port is 514 if"
                            + " there is none, a Unix socket takes datagrams if nothing is said.");

    /** {@code syslog}: whether there is a syslog server. */
    public static final Setting<Boolean> SYSLOG = Setting.bool("syslog")
            .section(Section.LOGGING)
            .flag("--log-syslog")
            .doc(
                    "Send the logs to a syslog server.",
                    "Both logs, besides where they go otherwise. A server that is down stops nobody: each process keeps up to"
                            + " 4 MiB of messages until it is back.");

    /** {@code syslog_prefix}: what stands in the tag of messages. */
    public static final Setting<Optional<String>> SYSLOG_PREFIX = Setting.optional("syslog_prefix", new StringType())
            .section(Section.LOGGING)
            .flag("--log-syslog-prefix")
            .doc(
                    "What tells this server's messages apart.",
                    "The tag is `jcorn.PREFIX.error` or `jcorn.PREFIX.access`. Without it the name of the processes is used.");

    /** {@code syslog_facility}: what part of the system messages come from. */
    public static final Setting<SyslogFacility> SYSLOG_FACILITY = Setting.choice(
                    "syslog_facility", SyslogFacility.values())
            .section(Section.LOGGING)
            .flag("--log-syslog-facility")
            .defaultValue("user")
            .doc("The facility of messages for syslog.");

    /** {@code syslog_format}: how messages are written. */
    public static final Setting<SyslogFormat> SYSLOG_FORMAT = Setting.choice("syslog_format", SyslogFormat.values())
            .section(Section.LOGGING)
            .flag("--log-syslog-format")
            .defaultValue("rfc3164")
            .doc(
                    "How messages for syslog are written: rfc3164 or rfc5424.",
                    "`rfc3164` is what Gunicorn sends: `<PRI>jcorn.PREFIX.error: [PID] text`, to which the server adds time"
                            + " and host. `rfc5424` has them, with PID and the kind of log as fields of their own.");

    /** {@code enable_stdio_inheritance}: what a daemon does with standard output and error. */
    public static final Setting<Boolean> ENABLE_STDIO_INHERITANCE = Setting.bool("enable_stdio_inheritance")
            .section(Section.LOGGING)
            .flag("-R", "--enable-stdio-inheritance")
            .doc(
                    "Let a daemon keep its standard output and standard error.",
                    "But not a terminal: that is given up in any case.");

    static final List<Setting<?>> ALL = List.of(
            ACCESSLOG,
            DISABLE_REDIRECT_ACCESS_TO_SYSLOG,
            ACCESS_LOG_FORMAT,
            ERRORLOG,
            LOGLEVEL,
            CAPTURE_OUTPUT,
            LOGGER_CLASS,
            LOGCONFIG,
            LOGCONFIG_DICT,
            SYSLOG_ADDR,
            SYSLOG,
            SYSLOG_PREFIX,
            SYSLOG_FACILITY,
            SYSLOG_FORMAT,
            ENABLE_STDIO_INHERITANCE);

    private static final String SIMPLE = "simple";
    private static final String LOGBACK = "logback";

    private LoggingSettings() {}

    /**
     * {@return the logger that is used: a file for Logback needs Logback}
     *
     * @param config the settings
     */
    public static String effectiveLoggerClass(Config config) {
        String wanted = config.get(LOGGER_CLASS);
        return wanted.equals(SIMPLE) && config.get(LOGCONFIG).isPresent() ? LOGBACK : wanted;
    }

    /**
     * {@return whether the log needs libraries that are not loaded otherwise}
     *
     * @param config the settings
     */
    public static boolean needsLibraries(Config config) {
        return config.get(SYSLOG)
                || StatsdSettings.enabled(config)
                || effectiveLoggerClass(config).equals(LOGBACK);
    }

    /**
     * {@return whether the log needs native code: the JDK has no Unix sockets for datagrams}
     *
     * @param config the settings
     */
    public static boolean needsNative(Config config) {
        boolean bySyslog =
                config.get(SYSLOG) && config.get(SYSLOG_ADDR).transport() == SyslogAddress.Transport.UNIX_DATAGRAM;
        return bySyslog || StatsdSettings.unix(config);
    }
}
