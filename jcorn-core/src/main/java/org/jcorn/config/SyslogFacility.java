package org.jcorn.config;

/** What part of the system a message for syslog comes from (RFC 5424 §6.2.1). */
public enum SyslogFacility {
    /** The kernel. */
    KERN(0),
    /** User-level messages. */
    USER(1),
    /** The mail system. */
    MAIL(2),
    /** System daemons. */
    DAEMON(3),
    /** Security and authorization. */
    AUTH(4),
    /** The former name of {@link #AUTH}. */
    SECURITY(4),
    /** Syslog itself. */
    SYSLOG(5),
    /** Printers. */
    LPR(6),
    /** Network news. */
    NEWS(7),
    /** UUCP. */
    UUCP(8),
    /** The clock daemon. */
    CRON(9),
    /** Security and authorization, in private. */
    AUTHPRIV(10),
    /** FTP. */
    FTP(11),
    /** Local use 0. */
    LOCAL0(16),
    /** Local use 1. */
    LOCAL1(17),
    /** Local use 2. */
    LOCAL2(18),
    /** Local use 3. */
    LOCAL3(19),
    /** Local use 4. */
    LOCAL4(20),
    /** Local use 5. */
    LOCAL5(21),
    /** Local use 6. */
    LOCAL6(22),
    /** Local use 7. */
    LOCAL7(23);

    private final int code;

    SyslogFacility(int code) {
        this.code = code;
    }

    /** {@return its number} */
    public int code() {
        return code;
    }
}
