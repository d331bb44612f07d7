package org.jcorn.config;

/** The oldest version of TLS that is spoken, a value of the setting {@code ssl_version}. */
public enum TlsVersion {
    /** TLS 1.2 (RFC 5246). */
    TLSV1_2("TLSv1.2"),
    /** TLS 1.3 (RFC 8446). */
    TLSV1_3("TLSv1.3");

    private final String protocol;

    TlsVersion(String protocol) {
        this.protocol = protocol;
    }

    /** {@return the name that the JDK has for it} */
    public String protocol() {
        return protocol;
    }
}
