package org.jcorn.http;

/** The setting {@code proxy_protocol}: which PROXY prefix a connection may start with. It is optional even when on. */
public enum ProxyMode {
    /** None. */
    OFF,
    /** The text line of version 1. */
    V1,
    /** The binary header of version 2. */
    V2,
    /** Either. */
    AUTO;

    boolean line() {
        return this == V1 || this == AUTO;
    }

    boolean binary() {
        return this == V2 || this == AUTO;
    }
}
