/**
 * Configuration that is code: Java configuration files, hooks, and the settings that an application brings along.
 *
 * <p>A file is compiled, and evaluated for the first time, in a {@linkplain org.jcorn.conf.TrialMain process of its own}.
 * The arbiter evaluates it at each start and reload. Workers load its classes if it has hooks for them.
 */
@NullMarked
package org.jcorn.conf;

import org.jspecify.annotations.NullMarked;
