package org.jcorn.config;

/** What happens to a header field with an underscore in its name, which CGI-style names would confuse with a hyphen. */
public enum HeaderMap {
    /** The field is left out. */
    DROP,
    /** The request is answered with 400. */
    REFUSE,
    /** The field is kept. */
    DANGEROUS
}
