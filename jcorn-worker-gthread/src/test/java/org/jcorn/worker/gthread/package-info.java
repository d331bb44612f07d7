/** Tests of the gthread worker over loopback sockets. */
@NullMarked
package org.jcorn.worker.gthread;

import org.jspecify.annotations.NullMarked;
