/** The grid: each framework behind each worker class, driven by HTTP. */
@NullMarked
package org.jcorn.grid;

import org.jspecify.annotations.NullMarked;
