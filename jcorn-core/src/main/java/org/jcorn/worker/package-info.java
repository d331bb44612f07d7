/**
 * The worker process: boot, inherited listeners, scoreboard, lifeline, signals.
 *
 * <p>{@link org.jcorn.worker.WorkerMain} is its main class. The arbiter starts it with the descriptors of
 * {@link org.jcorn.worker.Inherited} and reads its {@link org.jcorn.worker.Scoreboard} page; classes used by both sides
 * live here, all others are package-private.
 */
@NullMarked
package org.jcorn.worker;

import org.jspecify.annotations.NullMarked;
