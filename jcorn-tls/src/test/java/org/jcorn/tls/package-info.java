/** Tests of {@code org.jcorn.tls}, and what other modules need to test with TLS: {@link org.jcorn.tls.TlsFixture}. */
@NullMarked
package org.jcorn.tls;

import org.jspecify.annotations.NullMarked;
