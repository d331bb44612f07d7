package org.jcorn.config;

/** How messages for syslog are written. */
public enum SyslogFormat {
    /** As Gunicorn does, after RFC 3164: priority and tag, no time and no host. */
    RFC3164,
    /** With time, host, process and kind of message, RFC 5424. */
    RFC5424
}
