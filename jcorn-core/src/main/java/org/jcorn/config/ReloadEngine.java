package org.jcorn.config;

/** How a server that reloads changed code learns of changes. */
public enum ReloadEngine {
    /** From the kernel, or by looking where the kernel tells nothing. */
    AUTO,
    /** By looking at the times of all files every second. */
    POLL,
    /** From the kernel. */
    INOTIFY
}
