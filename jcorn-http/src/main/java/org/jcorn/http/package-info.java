/**
 * HTTP/1 for every worker class: a pure, incremental request parser and the blocking exchange that runs an
 * {@link org.jcorn.Application} on a connection.
 *
 * <p>{@link org.jcorn.http.RequestParser} turns bytes into a {@link org.jcorn.http.RequestHead} or throws an
 * {@link org.jcorn.http.HttpViolation}; it knows no socket, thread, clock or log.
 * {@link org.jcorn.http.HttpConnection} joins it with a {@link org.jcorn.http.Wire} and reports to an
 * {@link org.jcorn.http.ExchangeListener}.
 */
@NullMarked
package org.jcorn.http;

import org.jspecify.annotations.NullMarked;
