/**
 * The {@code netty} worker class: one event loop, and threads for handlers that block.
 *
 * <p>The way of a request: the loop reads what has arrived and the parser of {@link org.jcorn.http} takes it; netty's
 * codecs have no part in it. A complete request whose handler says {@link org.jcorn.NonBlocking} is served there and
 * then, any other on a thread of {@link org.jcorn.worker.netty.HandlerThreads}, which has the connection until the
 * response is out and no further request is there. {@link org.jcorn.worker.netty.Connection} knows whose turn it is,
 * {@link org.jcorn.worker.netty.NettyWire} waits for the client or does not, as whoever uses it may.
 */
@NullMarked
package org.jcorn.worker.netty;

import org.jspecify.annotations.NullMarked;
