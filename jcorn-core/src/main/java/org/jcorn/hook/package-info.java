/** What hooks of an application see of the server. */
@NullMarked
package org.jcorn.hook;

import org.jspecify.annotations.NullMarked;
