/** Applications that the servers under test serve; they come from the class path of these tests. */
@NullMarked
package org.jcorn.it.app;

import org.jspecify.annotations.NullMarked;
