package org.jcorn.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings about directories, the environment, proxies in front, and how strictly HTTP is read. */
public final class ServerMechanicsSettings {

    /** {@code reuse_port}: a listening socket of its own for each worker. */
    public static final Setting<Boolean> REUSE_PORT = Setting.bool("reuse_port")
            .section(Section.SERVER_MECHANICS)
            .flag("--reuse-port")
            .doc(
                    "Give each worker a listening socket of its own, with SO_REUSEPORT.",
                    "The kernel spreads connections over them evenly. The arbiter keeps the sockets of workers that die or "
                            + "are replaced, with what waits in their queues, for the next. TCP only. A second server of the "
                            + "same user that sets it too shares the port instead of finding it in use.");

    /** {@code preload_app}: workers share the classes of the application. */
    public static final Setting<Boolean> PRELOAD_APP = Setting.bool("preload_app")
            .section(Section.SERVER_MECHANICS)
            .flag("--preload")
            .doc(
                    "Let workers start from an archive of the application's classes, which they share.",
                    "It is made beside the running server by loading the application once more, and the workers are then "
                            + "replaced one by one. Unlike Gunicorn's, a reload loads the application anew. See `preload.md`.");

    /** {@code sendfile}: whether the kernel sends files. */
    public static final Setting<Boolean> SENDFILE = Setting.yesOrNo("sendfile")
            .section(Section.SERVER_MECHANICS)
            .flag("--no-sendfile")
            .valueOfBareFlag("false")
            .defaultValue("true")
            .environment("SENDFILE", "")
            .doc(
                    "Let the kernel send files of applications, by sendfile(2); --no-sendfile copies them.",
                    "For file systems where that fails or goes wrong. Small files and connections with TLS are always copied. With "
                            + "the environment variable `SENDFILE` that is the default: y, yes, 1 or true, n, no, 0 or false.");

    /** {@code chdir}: the working directory, absolute. */
    public static final Setting<Path> CHDIR = Setting.directory("chdir")
            .section(Section.SERVER_MECHANICS)
            .flag("--chdir")
            .operatorOnly()
            .defaultValue(".")
            .check(new Check.DirectoryExists())
            .doc(
                    "The directory to work in.",
                    "Application classes are looked for here, and relative paths in other settings start here, except "
                            + "`config`, `worker_heap_dump`, `worker_tmp_dir`, `tmp_upload_dir` and `session_store`.");

    /** {@code raw_env}: environment variables for the workers. */
    public static final Setting<Map<String, String>> RAW_ENV = Setting.map("raw_env", new MapType(" ", false))
            .section(Section.SERVER_MECHANICS)
            .operatorOnly()
            .flag("-e", "--env")
            .meta("ENV")
            .repeatable()
            .secret()
            .doc(
                    "Set an environment variable for the application: NAME=VALUE.",
                    "On the command line each variable has its own flag; in a file they are separated by blanks, and "
                            + "quotes keep one together: `raw_env = GREETING=\"good day\" DB=shop`.");

    /** {@code daemon}: leave the terminal. */
    public static final Setting<Boolean> DAEMON = Setting.bool("daemon")
            .section(Section.SERVER_MECHANICS)
            .flag("-D", "--daemon")
            .operatorOnly()
            .doc(
                    "Run in the background, detached from the terminal.",
                    "The command returns when a worker is ready, with status 0, or when the server could not start, with "
                            + "its messages and status. From then on standard input, output and error are `/dev/null`.");

    /** {@code pidfile}: the file that holds the arbiter's process id. */
    public static final Setting<Optional<Path>> PIDFILE = Setting.optional("pidfile", new PathType())
            .section(Section.SERVER_MECHANICS)
            .flag("-p", "--pid")
            .operatorOnly()
            .meta("FILE")
            .doc("A file for the process id of the arbiter.", "Without it there is no such file.");

    /** {@code worker_tmp_dir}: the directory of Gunicorn's signs of life, absolute. */
    public static final Setting<Optional<Path>> WORKER_TMP_DIR = Setting.optional("worker_tmp_dir", new DirectoryType())
            .section(Section.SERVER_MECHANICS)
            .flag("--worker-tmp-dir")
            .check(new Check.OptionalDirectoryExists())
            .doc(
                    "Gunicorn's directory for the files that workers give signs of life through.",
                    "Workers of jcorn do so through anonymous memory, which no disk makes slow and nobody can cut. "
                            + "The directory has to exist, and nothing is written to it.");

    /** {@code user}: whom the workers run as, by name or number; empty = whom the arbiter runs as. */
    public static final Setting<Optional<String>> USER = Setting.optional("user", new StringType())
            .section(Section.SERVER_MECHANICS)
            .flag("-u", "--user")
            .operatorOnly()
            .meta("USER")
            .doc(
                    "Run the workers as that user, by name or number.",
                    "The arbiter has to be root and stays it; the workers have none of its rights before the application "
                            + "is loaded. Their group is the user's first one unless `group` names another, and they are in "
                            + "no other group (`initgroups`). Unix sockets and log files become the user's. Needs `setpriv` "
                            + "of util-linux.");

    /** {@code group}: the group the workers run in, by name or number; empty = the user's first. */
    public static final Setting<Optional<String>> GROUP = Setting.optional("group", new StringType())
            .section(Section.SERVER_MECHANICS)
            .flag("-g", "--group")
            .operatorOnly()
            .meta("GROUP")
            .doc(
                    "Run the workers in that group, by name or number.",
                    "Without it that is the first group of `user`. In Gunicorn it would be the arbiter's own, which for "
                            + "root is the wrong one.");

    /** {@code initgroups}: whether the workers are in all groups of their user. */
    public static final Setting<Boolean> INITGROUPS = Setting.bool("initgroups")
            .section(Section.SERVER_MECHANICS)
            .flag("--initgroups")
            .operatorOnly()
            .doc(
                    "Let the workers be in all groups of their user.",
                    "Those that the system's database of groups tells. Without it they are in one group alone.");

    /** {@code umask}: the permission bits that are taken from new files. */
    public static final Setting<Integer> UMASK = Setting.octal("umask")
            .section(Section.SERVER_MECHANICS)
            .flag("-m", "--umask")
            .operatorOnly()
            .defaultValue("0")
            .doc(
                    "The file mode mask for unix sockets and the workers' files.",
                    "Octal with a leading 0, such as 022; without one it is decimal, as in Gunicorn. Only if it is set do the "
                            + "workers get it; else theirs is that which the server was started with.");

    /** {@code tmp_upload_dir}: the workers' directory for temporary files, absolute. */
    public static final Setting<Optional<Path>> TMP_UPLOAD_DIR = Setting.optional("tmp_upload_dir", new DirectoryType())
            .section(Section.SERVER_MECHANICS)
            .check(new Check.OptionalDirectoryExists())
            .doc(
                    "The directory for temporary files of applications, such as uploads.",
                    "It is the workers' `java.io.tmpdir`, where libraries for uploads put theirs. jcorn itself keeps no part "
                            + "of a request in files.");

    /** {@code secure_scheme_headers}: header name in upper case to the value that means https. */
    public static final Setting<Map<String, String>> SECURE_SCHEME_HEADERS = Setting.map(
                    "secure_scheme_headers", new MapType(",", true))
            .section(Section.SERVER_MECHANICS)
            .defaultValue("X-FORWARDED-PROTOCOL=ssl,X-FORWARDED-PROTO=https,X-FORWARDED-SSL=on")
            .doc(
                    "Header fields, and the values by which a proxy says that the client used https.",
                    "Written `NAME=VALUE`, separated by commas. They are believed only from `forwarded_allow_ips`. "
                            + "Another value means http; a contradiction is answered with 400.");

    /** {@code forwarded_allow_ips}: the proxies whose forwarded headers are believed. */
    public static final Setting<List<String>> FORWARDED_ALLOW_IPS = Setting.list(
                    "forwarded_allow_ips", new IpRangeType(), ",")
            .section(Section.SERVER_MECHANICS)
            .flag("--forwarded-allow-ips")
            .defaultValue("127.0.0.1,::1")
            .environment("FORWARDED_ALLOW_IPS", "")
            .doc(
                    "Addresses and networks of proxies whose scheme headers are believed; * = all.",
                    "Separated by commas. Peers on a unix socket are always believed. With the environment variable "
                            + "`FORWARDED_ALLOW_IPS` that is the default.");

    /** {@code classpath}: jars and directories of the application's classes. */
    public static final Setting<List<Path>> CLASSPATH = Setting.list("classpath", new PathType(), ",:")
            .section(Section.SERVER_MECHANICS)
            .flag("--classpath", "--pythonpath")
            .operatorOnly()
            .synonym("pythonpath")
            .repeatable()
            .doc(
                    "Jars and directories to load application classes from, besides the working directory.",
                    "Separated by commas or colons. Gunicorn's name `pythonpath` does as well.");

    /** {@code proxy_protocol}: which versions of the PROXY protocol are read. */
    public static final Setting<ProxyProtocol> PROXY_PROTOCOL = Setting.choice(
                    "proxy_protocol",
                    ProxyProtocol.values(),
                    "false",
                    "off",
                    "0",
                    "off",
                    "none",
                    "off",
                    "true",
                    "auto",
                    "1",
                    "auto")
            .section(Section.SERVER_MECHANICS)
            .flag("--proxy-protocol")
            .defaultValue("off")
            .meta("VERSION")
            .valueOfBareFlag("auto")
            .doc(
                    "Read the PROXY protocol: off, v1, v2 or auto.",
                    "The flag alone means `auto`. A version has to follow an equals sign, `--proxy-protocol=v1`: in "
                            + "`--proxy-protocol APP_MODULE` the second word is the application, unlike in Gunicorn.");

    /** {@code proxy_allow_ips}: the peers that may use the PROXY protocol. */
    public static final Setting<List<String>> PROXY_ALLOW_IPS = Setting.list("proxy_allow_ips", new IpRangeType(), ",")
            .section(Section.SERVER_MECHANICS)
            .flag("--proxy-allow-from")
            .defaultValue("127.0.0.1,::1")
            .doc(
                    "Addresses and networks of proxies that may use the PROXY protocol; * = all.",
                    "Separated by commas. Others are answered with 403.");

    /** {@code permit_obsolete_folding}: accept header fields over several lines. */
    public static final Setting<Boolean> PERMIT_OBSOLETE_FOLDING = Setting.bool("permit_obsolete_folding")
            .section(Section.SERVER_MECHANICS)
            .flag("--permit-obsolete-folding")
            .doc("Accept header fields that go on in the next line.", "RFC 9112 §5.2 wants them refused.");

    /** {@code strip_header_spaces}: accept blanks before the colon of a header field. */
    public static final Setting<Boolean> STRIP_HEADER_SPACES = Setting.bool("strip_header_spaces")
            .section(Section.SERVER_MECHANICS)
            .flag("--strip-header-spaces")
            .doc(
                    "Accept blanks between the name of a header field and its colon.",
                    "RFC 9112 §5.1 wants them refused, because proxies have been tricked with them.");

    /** {@code permit_unconventional_http_method}: accept any token as method. */
    public static final Setting<Boolean> PERMIT_UNCONVENTIONAL_HTTP_METHOD = Setting.bool(
                    "permit_unconventional_http_method")
            .section(Section.SERVER_MECHANICS)
            .flag("--permit-unconventional-http-method")
            .doc(
                    "Accept methods that do not look like those that are registered.",
                    "Without it a method has 3 to 20 characters, none of them a lower case letter or `#`.");

    /** {@code permit_unconventional_http_version}: accept versions other than 1.0 and 1.1. */
    public static final Setting<Boolean> PERMIT_UNCONVENTIONAL_HTTP_VERSION = Setting.bool(
                    "permit_unconventional_http_version")
            .section(Section.SERVER_MECHANICS)
            .flag("--permit-unconventional-http-version")
            .doc(
                    "Accept HTTP versions that do not exist.",
                    "Without it the version is at least 1.0 and below 2.0. It always has the form `HTTP/1.1`.");

    /** {@code casefold_http_method}: turn methods to upper case. */
    public static final Setting<Boolean> CASEFOLD_HTTP_METHOD = Setting.bool("casefold_http_method")
            .section(Section.SERVER_MECHANICS)
            .flag("--casefold-http-method")
            .doc(
                    "Turn methods to upper case.",
                    "Lower case is accepted at all only with `permit_unconventional_http_method`.");

    /** {@code forwarder_headers}: names with underscores that a trusted proxy may send. */
    public static final Setting<List<String>> FORWARDER_HEADERS = Setting.list(
                    "forwarder_headers", new StringType(), ",")
            .section(Section.SERVER_MECHANICS)
            .flag("--forwarder-headers")
            .defaultValue("SCRIPT_NAME,PATH_INFO")
            .doc(
                    "Names with underscores that a trusted proxy may send; * = any.",
                    "Separated by commas. They are believed only from `forwarded_allow_ips`.");

    /** {@code header_map}: what happens to other names with underscores. */
    public static final Setting<HeaderMap> HEADER_MAP = Setting.choice("header_map", HeaderMap.values())
            .section(Section.SERVER_MECHANICS)
            .flag("--header-map")
            .defaultValue("drop")
            .doc(
                    "What to do with other header names with underscores: drop, refuse or dangerous.",
                    "`drop` leaves the field out, `refuse` answers 400, `dangerous` keeps it: a client can then pass for "
                            + "a proxy, because `X_REAL_IP` and `X-REAL-IP` look the same to some applications.");

    /** {@code script_name}: the mount point of the application, or empty for what the environment says. */
    public static final Setting<Optional<String>> SCRIPT_NAME = Setting.optional("script_name", new StringType())
            .section(Section.SERVER_MECHANICS)
            .flag("--script-name")
            .meta("PATH")
            .check(new Check.MountPoint())
            .doc(
                    "The path the application is mounted at, such as /shop; / or nothing = the root.",
                    "Requests for other paths are answered with 400. It is `Request.scriptName()`, and the context path of a web "
                            + "application. Without it the environment variable `SCRIPT_NAME` of the workers says it.");

    static final List<Setting<?>> ALL = List.of(
            REUSE_PORT,
            PRELOAD_APP,
            SENDFILE,
            CHDIR,
            RAW_ENV,
            DAEMON,
            PIDFILE,
            WORKER_TMP_DIR,
            USER,
            GROUP,
            INITGROUPS,
            UMASK,
            TMP_UPLOAD_DIR,
            SECURE_SCHEME_HEADERS,
            FORWARDED_ALLOW_IPS,
            CLASSPATH,
            PROXY_PROTOCOL,
            PROXY_ALLOW_IPS,
            PERMIT_OBSOLETE_FOLDING,
            STRIP_HEADER_SPACES,
            PERMIT_UNCONVENTIONAL_HTTP_METHOD,
            PERMIT_UNCONVENTIONAL_HTTP_VERSION,
            CASEFOLD_HTTP_METHOD,
            FORWARDER_HEADERS,
            HEADER_MAP,
            SCRIPT_NAME);

    private ServerMechanicsSettings() {}

    /**
     * {@return the path that the application of this worker is mounted at, without a slash at its end: "" for the root}
     *
     * @param config the settings
     */
    public static String scriptName(Config config) {
        String name = config.get(SCRIPT_NAME).orElseGet(() -> {
            String inherited = System.getenv("SCRIPT_NAME");
            return inherited == null ? "" : inherited;
        });
        int end = name.length();
        while (end > 0 && name.charAt(end - 1) == '/') {
            end--;
        }
        return name.substring(0, end);
    }
}
