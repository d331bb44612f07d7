package org.jcorn.tls;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jcorn.config.Config;
import org.jcorn.config.SslSettings;
import org.jcorn.config.TlsVersion;
import org.jcorn.config.WorkerProcessesSettings;
import org.jcorn.hook.DefaultSslContext;
import org.jcorn.http.Peer;
import org.jcorn.http.Wire;
import org.jcorn.spi.Logger;
import org.jcorn.spi.WorkerContext;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of one worker. Made by {@link #of} from settings and files, {@linkplain #open opened} once the application is
 * loaded, then the maker of what each connection needs. Files are read by {@code of} alone: a reload is a new worker.
 */
public final class TlsContext {

    private final @Nullable ContextHook hook;
    private final DefaultSslContext defaults;
    private final ClientTrust clients;
    private final String[] suites;
    private final String[] protocols;
    private final boolean suppressRaggedEofs;
    private final boolean handshakeOnConnect;
    private final Duration patience;
    private final List<String> warnings;
    private SSLContext context;
    private SSLParameters parameters;
    private @Nullable Logger log;

    private TlsContext(Config config, ContextSource source, List<String> warnings) throws GeneralSecurityException {
        this.hook = config.get(SslSettings.SSL_CONTEXT).map(ContextHook::parse).orElse(null);
        this.defaults = source.isEmpty() ? ContextHook.nothingToMake() : source;
        this.clients = source.clients();
        this.context = source.create();
        this.warnings = warnings;
        this.suites = config.get(SslSettings.CIPHERS)
                .map(list -> CipherSuites.of(
                        list, List.of(context.getSupportedSSLParameters().getCipherSuites()), warnings::add))
                .orElse(new String[0]);
        this.protocols = protocols(config.get(SslSettings.SSL_VERSION));
        this.suppressRaggedEofs = config.get(SslSettings.SUPPRESS_RAGGED_EOFS);
        this.handshakeOnConnect = config.get(SslSettings.DO_HANDSHAKE_ON_CONNECT);
        this.patience = config.get(WorkerProcessesSettings.TIMEOUT);
        this.parameters = parameters();
    }

    /**
     * Make the TLS of a worker, of its settings and the files they name.
     *
     * @param config the settings, with TLS {@linkplain SslSettings#enabled enabled}
     * @return what is to be {@linkplain #open opened} before use
     * @throws IllegalArgumentException if a file or a setting is wrong; the message names it
     */
    public static TlsContext of(Config config) {
        // Renegotiation by clients is of use to attackers only. The JDK asks once, when its TLS is first used.
        String renegotiation = "jdk.tls.rejectClientInitiatedRenegotiation";
        if (System.getProperty(renegotiation) == null) {
            System.setProperty(renegotiation, "true");
        }
        List<String> warnings = new ArrayList<>();
        ContextSource source = ContextSource.read(config, warnings::add);
        try {
            return new TlsContext(config, source, warnings);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("setting 'certfile': this JDK cannot use it: " + e, e);
        }
    }

    /**
     * Log what was found odd, and let the hook {@code ssl_context} have its say.
     *
     * @param worker the worker, with its application loaded
     * @throws IllegalArgumentException if the hook is not there, or fails
     */
    public void open(WorkerContext worker) {
        log = worker.log();
        warnings.forEach(worker.log()::warning);
        if (hook != null) {
            context = hook.call(worker, defaults);
            parameters = parameters();
        }
    }

    private static String[] protocols(TlsVersion oldest) {
        List<String> protocols = new ArrayList<>();
        for (TlsVersion version : TlsVersion.values()) {
            if (version.compareTo(oldest) >= 0) {
                protocols.add(version.protocol());
            }
        }
        return protocols.toArray(new String[0]);
    }

    private SSLParameters parameters() {
        SSLParameters made = context.getDefaultSSLParameters();
        made.setProtocols(protocols);
        if (suites.length > 0) {
            made.setCipherSuites(suites);
        }
        made.setUseCipherSuitesOrder(true);
        clients.apply(made);
        return made;
    }

    /** {@return how long a client may take to send something that is not for TLS alone, zero = for ever} */
    Duration patience() {
        return patience;
    }

    SSLContext context() {
        return context;
    }

    /** {@return the TLS of one connection, the server's side, for a worker class that drives it itself} */
    public SSLEngine engine() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** {@return whether a connection that ends without the closing alert ends in order: setting {@code suppress_ragged_eofs}} */
    public boolean suppressRaggedEofs() {
        return suppressRaggedEofs;
    }

    /** {@return whether the handshake comes before the first read: setting {@code do_handshake_on_connect}} */
    public boolean handshakeOnConnect() {
        return handshakeOnConnect;
    }

    /**
     * {@return a wire that speaks TLS over another, for threads that serve one connection at a time}
     *
     * @param plain the bytes as they travel; closed with the wire returned
     * @param peer whose they are
     */
    public Wire wire(Wire plain, Peer peer) {
        return wire(plain, peer, () -> true);
    }

    /**
     * {@return a wire that speaks TLS over another}
     *
     * @param plain the bytes as they travel; closed with the wire returned
     * @param peer whose they are
     * @param leisure whether the calling thread may compute and wait; when not, what takes time is left to be done, and the
     *     wire says so by {@link Wire#pending}
     */
    public Wire wire(Wire plain, Peer peer, BooleanSupplier leisure) {
        return new TlsWire(this, plain, leisure, cause -> complain(peer, cause));
    }

    /**
     * {@return what to answer, in plain, a client whose connection begins with that byte; null if that may be TLS} The
     * client is {@linkplain #complain complained} about.
     *
     * @param peer whose it is
     * @param first the first byte
     */
    public @Nullable ByteBuffer refusal(Peer peer, byte first) {
        if (!PlainTextException.begins(first)) {
            return null;
        }
        complain(peer, new PlainTextException());
        return PlainTextException.answer();
    }

    /**
     * Log that a connection failed by the client's doing.
     *
     * @param peer whose it was
     * @param cause what is wrong with it
     */
    public void complain(Peer peer, Exception cause) {
        Logger to = log;
        if (to != null) {
            String message = String.valueOf(cause.getMessage()).replaceAll("\\p{Cntrl}", "?");
            to.warning("Invalid request from ip=" + peer.remoteHost() + ": TLS: " + message);
        }
    }
}
