package org.jcorn.worker.netty;

import org.jcorn.http.ExchangeReporter;
import org.jcorn.http.HttpConnection;

/**
 * The parser, the buffers and all else that a connection needs while there is something of a request.
 *
 * @param http reads requests and answers them
 * @param reporter where it reports to
 */
record Session(HttpConnection http, ExchangeReporter reporter) {}
