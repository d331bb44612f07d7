/**
 * What hooks see of the server, and the hooks themselves. Hooks are methods that the server calls at certain moments, in
 * the arbiter or in a worker; {@link org.jcorn.hook.Hook} lists them.
 *
 * <p>Those of a configuration file are methods named after hooks; {@link org.jcorn.hook.Hooks} takes them from a program
 * that has the server inside.
 */
@NullMarked
package org.jcorn.hook;

import org.jspecify.annotations.NullMarked;
