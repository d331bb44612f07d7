package org.jcorn.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Settings about TLS. With {@link #CERTFILE} every TCP and Unix listener speaks it. */
public final class SslSettings {

    /** {@code keyfile}: the private key, PEM. */
    public static final Setting<Optional<Path>> KEYFILE = Setting.optional("keyfile", new PathType())
            .section(Section.SSL)
            .flag("--keyfile")
            .meta("FILE")
            .doc(
                    "The private key for TLS, a PEM file.",
                    "PKCS#8, PKCS#1 (RSA) and SEC 1 (EC) are understood, plain or encrypted. Without it the key is looked "
                            + "for in `certfile`. Key and certificates are read again at each reload; when they are bad "
                            + "the workers with the old ones go on.");

    /** {@code certfile}: the certificate and its chain, PEM. */
    public static final Setting<Optional<Path>> CERTFILE = Setting.optional("certfile", new PathType())
            .section(Section.SSL)
            .flag("--certfile")
            .meta("FILE")
            .doc(
                    "The certificate for TLS and its chain, a PEM file.",
                    "It starts with the server's own certificate. When it is given all listeners speak TLS.");

    /** {@code keyfile_password}: what the key is encrypted with. */
    public static final Setting<Optional<String>> KEYFILE_PASSWORD = Setting.optional(
                    "keyfile_password", new StringType())
            .section(Section.SSL)
            .secret()
            .environment("JCORN_KEYFILE_PASSWORD", "")
            .doc(
                    "The password of an encrypted private key.",
                    "There is no flag for it, because everybody sees command lines. With the environment variable "
                            + "`JCORN_KEYFILE_PASSWORD` that is the default. Gunicorn has no such setting.");

    /** {@code ssl_version}: the oldest version of TLS. */
    public static final Setting<TlsVersion> SSL_VERSION = Setting.choice(
                    "ssl_version",
                    TlsVersion.values(),
                    "TLS",
                    "TLSv1_2",
                    "TLS_SERVER",
                    "TLSv1_2",
                    "SSLv23",
                    "TLSv1_2",
                    "TLSv1.2",
                    "TLSv1_2",
                    "TLSv1.3",
                    "TLSv1_3")
            .section(Section.SSL)
            .flag("--ssl-version")
            .defaultValue("tlsv1_2")
            .doc(
                    "The oldest version of TLS that clients may use.",
                    "`TLS` and `SSLv23`, which other servers have, stand for the default. Older versions than 1.2 are "
                            + "not spoken.");

    /** {@code cert_reqs}: whether clients have to show a certificate. */
    public static final Setting<Integer> CERT_REQS = Setting.integer("cert_reqs")
            .section(Section.SSL)
            .flag("--cert-reqs")
            .defaultValue("0")
            .check(new Check.Most<>(2))
            .doc(
                    "Whether clients show a certificate: 0 = no, 1 = if they have one, 2 = they must.",
                    "It is verified against `ca_certs`.");

    /** {@code ca_certs}: whose client certificates are accepted, PEM. */
    public static final Setting<Optional<Path>> CA_CERTS = Setting.optional("ca_certs", new PathType())
            .section(Section.SSL)
            .flag("--ca-certs")
            .meta("FILE")
            .doc(
                    "The certificate authorities of client certificates, a PEM file.",
                    "Without it those that the JDK trusts.");

    /** {@code suppress_ragged_eofs}: whether an end without the closing alert is an ordinary end. */
    public static final Setting<Boolean> SUPPRESS_RAGGED_EOFS = Setting.bool("suppress_ragged_eofs")
            .section(Section.SSL)
            .flag("--suppress-ragged-eofs")
            .defaultValue("true")
            .doc(
                    "Take the end of a connection without TLS's closing alert for an ordinary end.",
                    "When false it is a failure of the client, and is logged.");

    /** {@code do_handshake_on_connect}: whether the handshake is done before anything is read. */
    public static final Setting<Boolean> DO_HANDSHAKE_ON_CONNECT = Setting.bool("do_handshake_on_connect")
            .section(Section.SSL)
            .flag("--do-handshake-on-connect")
            .doc(
                    "Do the TLS handshake as soon as a connection is accepted, not at the first read.",
                    "Worker classes that wait for many connections at a time do the handshake when the client starts it, "
                            + "whatever this says.");

    /** {@code ciphers}: the cipher suites offered. */
    public static final Setting<Optional<String>> CIPHERS = Setting.optional("ciphers", new StringType())
            .section(Section.SSL)
            .flag("--ciphers")
            .doc(
                    "The cipher suites, as an OpenSSL cipher list or by their IANA names.",
                    "Without it those that the JDK thinks good. Suites of TLS 1.3 are named by their IANA names only; when "
                            + "none is named, all of them stay on.");

    /** {@code ssl_context}: the static method that makes the TLS context. */
    public static final Setting<Optional<String>> SSL_CONTEXT = Setting.optional("ssl_context", new StringType())
            .section(Section.SSL)
            .doc(
                    "A hook that makes the TLS context: CLASS:METHOD.",
                    "A static method of the application, called in each worker as it boots. It takes the settings as an "
                            + "`org.jcorn.hook.Config`, which may be left out, and an `org.jcorn.hook.DefaultSslContext`, whose `create()` makes what the other settings say, and "
                            + "returns a `javax.net.ssl.SSLContext`.");

    static final List<Setting<?>> ALL = List.of(
            KEYFILE,
            CERTFILE,
            KEYFILE_PASSWORD,
            SSL_VERSION,
            CERT_REQS,
            CA_CERTS,
            SUPPRESS_RAGGED_EOFS,
            DO_HANDSHAKE_ON_CONNECT,
            CIPHERS,
            SSL_CONTEXT);

    private SslSettings() {}

    /**
     * {@return whether the server speaks TLS} Any setting that says with what is enough: nobody who sets one wants a server
     * without.
     *
     * @param config the settings
     */
    public static boolean enabled(Config config) {
        return config.get(CERTFILE).isPresent()
                || config.get(KEYFILE).isPresent()
                || config.get(SSL_CONTEXT).isPresent();
    }
}
