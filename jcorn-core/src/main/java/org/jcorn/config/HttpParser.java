package org.jcorn.config;

/** Which parser reads requests; there is but one. */
public enum HttpParser {
    /** Whatever is best. */
    AUTO,
    /** Gunicorn's name for the one in C. */
    FAST,
    /** Gunicorn's name for the one in Python. */
    PYTHON
}
