/** Tests of the netty worker, most of them over loopback sockets. */
@NullMarked
package org.jcorn.worker.netty;

import org.jspecify.annotations.NullMarked;
