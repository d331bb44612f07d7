/** The built-in logs: the error log in Gunicorn's format, and the access log. */
@NullMarked
package org.jcorn.log;

import org.jspecify.annotations.NullMarked;
