package org.jcorn.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings about the worker processes and their lives. */
public final class WorkerProcessesSettings {

    /** {@code workers}: how many worker processes. */
    public static final Setting<Integer> WORKERS = Setting.integer("workers")
            .section(Section.WORKER_PROCESSES)
            .flag("-w", "--workers")
            .defaultValue("1")
            .environment("WEB_CONCURRENCY", "")
            .doc(
                    "How many worker processes handle requests.",
                    "Try 2 to 4 for each processor. With the environment variable `WEB_CONCURRENCY` that is the default.");

    /** {@code worker_class}: what kind of worker, by its short name or class name. */
    public static final Setting<String> WORKER_CLASS = Setting.className("worker_class")
            .section(Section.WORKER_PROCESSES)
            .flag("-k", "--worker-class")
            .defaultValue("sync")
            .doc(
                    "The kind of worker, by name or class name.",
                    "`sync` serves one request at a time and closes the connection after it. Others are found through "
                            + "`java.util.ServiceLoader`.");

    /** {@code threads}: threads of a gthread worker, 0 = a virtual thread for each connection. */
    public static final Setting<Integer> THREADS = Setting.integer("threads")
            .section(Section.WORKER_PROCESSES)
            .flag("--threads")
            .defaultValue("1")
            .doc(
                    "How many threads of a worker handle requests; 0 = a virtual thread for each connection.",
                    "Anything but 1 with the worker class `sync` selects `gthread`. Virtual threads need JDK 21 or later.");

    /** {@code worker_connections}: connections a gthread worker holds at the same time. */
    public static final Setting<Integer> WORKER_CONNECTIONS = Setting.integer("worker_connections")
            .section(Section.WORKER_PROCESSES)
            .flag("--worker-connections")
            .defaultValue("1000")
            .check(new Check.NotZero<>())
            .doc(
                    "How many connections a worker has open at the same time, at the most.",
                    "Beyond that connections wait to be accepted, by this worker or another. `sync` has one.");

    /** {@code max_requests}: requests after which a worker is replaced, 0 = never. */
    public static final Setting<Integer> MAX_REQUESTS = Setting.integer("max_requests")
            .section(Section.WORKER_PROCESSES)
            .flag("--max-requests")
            .defaultValue("0")
            .doc(
                    "Replace a worker after that many requests; 0 = never.",
                    "Limits the damage of memory leaks. The old worker goes only after the new one is ready, and only "
                            + "one is replaced at a time.");

    /** {@code max_requests_jitter}: upper bound of what is added at random to {@link #MAX_REQUESTS}. */
    public static final Setting<Integer> MAX_REQUESTS_JITTER = Setting.integer("max_requests_jitter")
            .section(Section.WORKER_PROCESSES)
            .flag("--max-requests-jitter")
            .defaultValue("0")
            .doc(
                    "Add a random number up to this to max_requests, for each worker.",
                    "It keeps the workers from being replaced all at the same time.");

    /** {@code worker_max_memory}: bytes of memory beyond which a worker is replaced, 0 = any. */
    public static final Setting<Long> WORKER_MAX_MEMORY = Setting.bytes("worker_max_memory")
            .section(Section.WORKER_PROCESSES)
            .flag("--worker-max-memory")
            .defaultValue("0")
            .doc(
                    "Replace a worker that uses more bytes of memory than that, such as 600m; 0 = never.",
                    "What counts is the whole process, not only the heap, with its share of the pages that others have "
                            + "too (PSS, with what is swapped out). The arbiter looks every second; the largest worker "
                            + "goes first, and like with `max_requests` only after the new one is ready, one at a time. "
                            + "A limit below what a worker needs anyway does not make the server spin: the log says so, "
                            + "and then at most one a minute is replaced. Gunicorn has no such setting.");

    /** {@code worker_max_age}: time after which a worker is replaced, zero = never. */
    public static final Setting<Duration> WORKER_MAX_AGE = Setting.seconds("worker_max_age")
            .section(Section.WORKER_PROCESSES)
            .flag("--worker-max-age")
            .defaultValue("0")
            .doc(
                    "Replace a worker that has been ready for more seconds than that; 0 = never.",
                    "As with `max_requests` the old worker goes only after the new one is ready, and only one is "
                            + "replaced at a time. Gunicorn has no such setting.");

    /** {@code worker_max_age_jitter}: upper bound of what is added at random to {@link #WORKER_MAX_AGE}. */
    public static final Setting<Duration> WORKER_MAX_AGE_JITTER = Setting.seconds("worker_max_age_jitter")
            .section(Section.WORKER_PROCESSES)
            .flag("--worker-max-age-jitter")
            .defaultValue("0")
            .doc(
                    "Add a random number of seconds up to this to worker_max_age, for each worker.",
                    "It keeps the workers from ageing in step. Gunicorn has no such setting.");

    /** {@code worker_heap_dump}: the directory for heap dumps of workers that run out of memory, absolute. */
    public static final Setting<Optional<Path>> WORKER_HEAP_DUMP = Setting.optional(
                    "worker_heap_dump", new DirectoryType())
            .section(Section.WORKER_PROCESSES)
            .flag("--worker-heap-dump")
            .check(new Check.OptionalDirectoryExists())
            .doc(
                    "The directory for the heap dump of a worker that runs out of memory.",
                    "The file is `java_pidN.hprof` with the worker's process id, and as large as the heap was full. "
                            + "Another worker is started at once, and up to ten minutes are allowed for writing it. "
                            + "Without this setting there is no dump. Gunicorn has no such setting.");

    /** {@code timeout}: silence of a worker after which it is killed, zero = never. */
    public static final Setting<Duration> TIMEOUT = Setting.seconds("timeout")
            .section(Section.WORKER_PROCESSES)
            .flag("-t", "--timeout")
            .defaultValue("30")
            .doc(
                    "Kill and replace a worker that is silent for that many seconds; 0 = never.",
                    "For `sync` workers this bounds the time of a request. Other kinds give signs of life while "
                            + "requests run.");

    /** {@code request_timeout}: time a request may take, zero = no limit. */
    public static final Setting<Duration> REQUEST_TIMEOUT = Setting.seconds("request_timeout")
            .section(Section.WORKER_PROCESSES)
            .flag("--request-timeout")
            .defaultValue("0")
            .doc(
                    "Seconds the application may take for a request, with every worker class; 0 = no limit.",
                    "After that its thread is interrupted and its stack logged, and the client gets 503 if it got nothing "
                            + "yet. A request that does not end within two more seconds is cut off, and its worker is "
                            + "replaced when others can take over. Gunicorn has no such setting.");

    /** {@code graceful_timeout}: time to finish requests after a graceful stop. */
    public static final Setting<Duration> GRACEFUL_TIMEOUT = Setting.seconds("graceful_timeout")
            .section(Section.WORKER_PROCESSES)
            .flag("--graceful-timeout")
            .defaultValue("30")
            .doc(
                    "Seconds a worker has to finish its requests when it is to stop.",
                    "A worker that is still there after that is killed.");

    /** {@code keepalive}: how long a connection may be idle, zero = closed after each response. */
    public static final Setting<Duration> KEEPALIVE = Setting.seconds("keepalive")
            .section(Section.WORKER_PROCESSES)
            .flag("--keep-alive")
            .defaultValue("2")
            .doc(
                    "Seconds to wait for the next request on a connection; 0 closes it after each response.",
                    "Behind a proxy that reuses connections, more than its own idle time. `sync` ignores it.");

    /** {@code http_parser}: Gunicorn's choice between two parsers. */
    public static final Setting<HttpParser> HTTP_PARSER = Setting.choice("http_parser", HttpParser.values())
            .section(Section.WORKER_PROCESSES)
            .flag("--http-parser")
            .defaultValue("auto")
            .doc(
                    "The parser for requests: auto, fast or python; all mean the same.",
                    "jcorn has one parser, which works in place and is as strict as Gunicorn's in Python. Unlike "
                            + "Gunicorn's `fast` it goes with `permit_obsolete_folding` and `strip_header_spaces`.");

    /** {@code boot_timeout}: time to become ready, zero = no limit. */
    public static final Setting<Duration> BOOT_TIMEOUT = Setting.seconds("boot_timeout")
            .section(Section.WORKER_PROCESSES)
            .flag("--boot-timeout")
            .defaultValue("60")
            .doc(
                    "Seconds a worker may take to become ready; 0 = no limit.",
                    "Loading the application is part of it; `timeout` counts only from then on. Gunicorn has no such "
                            + "setting.");

    /** {@code reload_strategy}: how a reload replaces the workers. */
    public static final Setting<ReloadStrategy> RELOAD_STRATEGY = Setting.choice(
                    "reload_strategy", ReloadStrategy.values())
            .section(Section.WORKER_PROCESSES)
            .flag("--reload-strategy")
            .defaultValue("rolling")
            .doc(
                    "How a reload replaces the workers: rolling or all.",
                    "`rolling` starts one new worker at a time and needs memory for one more; `all` starts all at once. "
                            + "Either way an old worker goes only after a new one is ready. Gunicorn has no such setting.");

    /** {@code worker_jvm_options}: options for the JVMs of the workers, each one argument. */
    public static final Setting<List<String>> WORKER_JVM_OPTIONS = Setting.list(
                    "worker_jvm_options", new StringType(), " ")
            .section(Section.WORKER_PROCESSES)
            .flag("--worker-jvm-option")
            .meta("OPTION")
            .repeatable()
            .anyValue()
            .doc(
                    "An option for the JVM of each worker, such as -Xmx512m.",
                    "They follow the options jcorn sets itself, so they win. On the command line each option has its own "
                            + "flag; in a file they are separated by blanks, and quotes keep one together. Gunicorn has no "
                            + "such setting.");

    static final List<Setting<?>> ALL = List.of(
            WORKERS,
            WORKER_CLASS,
            THREADS,
            WORKER_CONNECTIONS,
            MAX_REQUESTS,
            MAX_REQUESTS_JITTER,
            WORKER_MAX_MEMORY,
            WORKER_MAX_AGE,
            WORKER_MAX_AGE_JITTER,
            WORKER_HEAP_DUMP,
            TIMEOUT,
            REQUEST_TIMEOUT,
            GRACEFUL_TIMEOUT,
            KEEPALIVE,
            HTTP_PARSER,
            BOOT_TIMEOUT,
            RELOAD_STRATEGY,
            WORKER_JVM_OPTIONS);

    private WorkerProcessesSettings() {}

    /**
     * {@return the name of the worker class that serves: {@code gthread} where {@code sync} is to have threads}
     *
     * @param config the settings
     */
    public static String effectiveWorkerClass(Config config) {
        String wanted = config.get(WORKER_CLASS);
        return wanted.equals("sync") && config.get(THREADS) != 1 ? "gthread" : wanted;
    }
}
