/**
 * TLS for every worker class, by the settings of {@link org.jcorn.config.SslSettings}.
 *
 * <p>A worker makes a {@link org.jcorn.tls.TlsContext} while it checks its settings, before the application is loaded and
 * privileges are dropped, and opens it when it runs. From there each connection gets a {@code Wire} that encrypts over the
 * plain one, or, where a worker class brings TLS of its own, an {@code SSLEngine}.
 */
@NullMarked
package org.jcorn.tls;

import org.jspecify.annotations.NullMarked;
