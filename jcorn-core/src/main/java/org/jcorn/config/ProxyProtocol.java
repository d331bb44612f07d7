package org.jcorn.config;

/** Which versions of the PROXY protocol are read at the start of a connection. */
public enum ProxyProtocol {
    /** None. */
    OFF,
    /** The text form. */
    V1,
    /** The binary form. */
    V2,
    /** Either form. */
    AUTO
}
