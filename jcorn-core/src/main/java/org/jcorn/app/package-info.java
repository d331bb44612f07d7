/**
 * Loading applications in the worker process: specification, class loader, classes and sources.
 */
@NullMarked
package org.jcorn.app;

import org.jspecify.annotations.NullMarked;
