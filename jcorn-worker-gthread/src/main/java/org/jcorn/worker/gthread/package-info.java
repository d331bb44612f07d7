/**
 * The {@code gthread} worker class: a pool of threads, and a poller in which connections wait for their next request.
 *
 * <p>The way of a request: a thread that leads the {@link org.jcorn.worker.gthread.Poller} reads what has arrived and
 * parses it, so that a request takes a thread only once its head is complete; the leader then serves one request itself
 * and another thread leads. {@link org.jcorn.worker.gthread.Connection} is what is between accept and close.
 */
@NullMarked
package org.jcorn.worker.gthread;

import org.jspecify.annotations.NullMarked;
