package org.jcorn.arbiter;

/**
 * A process just spawned.
 *
 * @param pid its number
 * @param reports the reading end of its report pipe
 * @param words the reading end of its JVM's standard error
 */
record Spawned(int pid, int reports, int words) {}
