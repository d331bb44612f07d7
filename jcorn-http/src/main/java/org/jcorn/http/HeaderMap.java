package org.jcorn.http;

/**
 * The setting {@code header_map}: what becomes of fields with an underscore in their name, which CGI variables cannot
 * tell from those with a hyphen.
 */
public enum HeaderMap {
    /** Leave them out. */
    DROP,
    /** Refuse the request. */
    REFUSE,
    /** Keep them. */
    DANGEROUS
}
