/**
 * The arbiter: it opens the listeners, spawns the workers, and keeps as many of them ready as there should be.
 *
 * <p>{@link org.jcorn.arbiter.Arbiter} is the loop: take signals, reap, murder, manage, wait. It runs on one thread; all
 * other classes here belong to that thread. Nothing here ever touches a client, the application, or HTTP.
 */
@NullMarked
package org.jcorn.arbiter;

import org.jspecify.annotations.NullMarked;
