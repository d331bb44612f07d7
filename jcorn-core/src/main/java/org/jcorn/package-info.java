/**
 * The application API: what a Java web application written for jcorn sees.
 *
 * <p>An {@link org.jcorn.Application} answers a {@link org.jcorn.Request} through a {@link org.jcorn.Response}. It is
 * loaded once in every worker process and lives in a class loader of its own, which sees this package and the JDK and
 * nothing else of jcorn.
 */
@NullMarked
package org.jcorn;

import org.jspecify.annotations.NullMarked;
