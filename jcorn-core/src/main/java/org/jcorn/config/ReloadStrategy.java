package org.jcorn.config;

/** How a reload replaces the workers. */
public enum ReloadStrategy {
    /** One after the other: needs memory for one worker more. */
    ROLLING,
    /** All at once: quicker, needs memory for twice the workers. */
    ALL
}
