/**
 * The agent of the setting {@code spew}: application classes are changed while they are loaded, so that they tell of every
 * line before it is executed. Runs in worker processes, and only where the setting asks for it.
 */
@NullMarked
package org.jcorn.spew;

import org.jspecify.annotations.NullMarked;
