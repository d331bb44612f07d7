/**
 * The settings: one table that declares each once, and what is derived from it.
 *
 * <p>{@link org.jcorn.config.Settings#all()} is the table. Command line, configuration files, {@code --help},
 * {@code --print-config} and the documentation are renderers over it.
 */
@NullMarked
package org.jcorn.config;

import org.jspecify.annotations.NullMarked;
