package org.jcorn.config;

/** A group of settings, in the order and by the names Gunicorn's documentation has them. */
public enum Section {
    /** Where settings come from. */
    CONFIG_FILE("Config File"),
    /** What the server listens on. */
    SERVER_SOCKET("Server Socket"),
    /** How many workers of which kind, and how they live. */
    WORKER_PROCESSES("Worker Processes"),
    /** Bounds for what a client may send. */
    SECURITY("Security"),
    /** Checking a configuration without serving. */
    DEBUGGING("Debugging"),
    /** Directories, environment, proxies and how strictly HTTP is read. */
    SERVER_MECHANICS("Server Mechanics"),
    /** Where log records go. */
    LOGGING("Logging"),
    /** What {@code ps} shows. */
    PROCESS_NAMING("Process Naming"),
    /** What to call at which moment. */
    SERVER_HOOKS("Server Hooks"),
    /** Certificates and what TLS is to be. */
    SSL("SSL"),
    /** The socket through which a running server is asked and told. */
    CONTROL("Control"),
    /** Web applications that use servlets. */
    SERVLETS("Servlets");

    private final String title;

    Section(String title) {
        this.title = title;
    }

    /** {@return the heading of this section in help and documentation} */
    public String title() {
        return title;
    }
}
