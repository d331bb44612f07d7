/**
 * The {@code sync} worker class: one request at a time, each on a connection of its own.
 *
 * <p>The way of a request: {@link org.jcorn.worker.sync.SyncWorker} accepts a connection, hands it to
 * {@code HttpConnection} of jcorn-http, which parses the head, calls the application and writes the response; then it
 * is closed.
 */
@NullMarked
package org.jcorn.worker.sync;

import org.jspecify.annotations.NullMarked;
