/**
 * The command line: {@code jcorn [OPTIONS] [APP_MODULE]}.
 *
 * <p>{@link org.jcorn.cli.Main} turns arguments into settings by the table {@link org.jcorn.config.Settings#all()} and
 * hands them to the arbiter. Runs in the arbiter's JVM only.
 */
@NullMarked
package org.jcorn.cli;

import org.jspecify.annotations.NullMarked;
