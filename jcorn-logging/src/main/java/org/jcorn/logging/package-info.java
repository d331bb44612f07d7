/** Loggers that need a library, in arbiter and workers. They are loaded only where the settings ask for them. */
@NullMarked
package org.jcorn.logging;

import org.jspecify.annotations.NullMarked;
