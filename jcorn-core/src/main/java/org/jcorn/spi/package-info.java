/**
 * The service provider interfaces: worker classes, loggers and application loaders.
 *
 * <h2>What it is</h2>
 *
 * A provider is a jar in {@code lib/} (or on the class path of an embedding program) with a class that implements
 * {@link org.jcorn.spi.Worker}, {@link org.jcorn.spi.Logger} or {@link org.jcorn.spi.AppLoader}, and a file
 * {@code META-INF/services/} with the interface's name that names the class. The class is public and has a public
 * constructor without parameters. A provider needs nothing of jcorn but jcorn-core.
 *
 * <h2>How it is used</h2>
 *
 * A worker class is picked by the setting {@code worker_class}, a logger by {@code logger_class}: the provider's
 * {@code name()} or its class name. Application loaders are asked one after the other, providers before the built-in
 * loader of classes.
 *
 * <h2>Where it runs</h2>
 *
 * {@code Worker} and {@code AppLoader} run in worker processes only; the arbiter never loads them. A {@code Logger} runs
 * in both.
 */
@NullMarked
package org.jcorn.spi;

import org.jspecify.annotations.NullMarked;
