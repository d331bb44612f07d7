/** The built-in error log: Gunicorn's format, to standard error or a file. */
@NullMarked
package org.jcorn.log;

import org.jspecify.annotations.NullMarked;
