/**
 * Handlers written for the HTTP server of the JDK ({@code com.sun.net.httpserver.HttpHandler}) as applications: an
 * {@link org.jcorn.spi.AppLoader} and what it needs.
 */
@NullMarked
package org.jcorn.app.httpserver;

import org.jspecify.annotations.NullMarked;
