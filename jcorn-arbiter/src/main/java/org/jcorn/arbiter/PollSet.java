package org.jcorn.arbiter;

import jnr.ffi.Pointer;

/** Waits until one of several descriptors has something to read. */
final class PollSet {

    private static final int ENTRY = 8;
    private static final int EVENTS = 4;
    private static final short POLLIN = 1;

    private final Native os;
    private Pointer entries;
    private int capacity = 64;
    private int size;

    PollSet(Native os) {
        this.os = os;
        this.entries = os.memory(capacity * ENTRY);
    }

    void clear() {
        size = 0;
    }

    void add(int fd) {
        if (size == capacity) {
            Pointer larger = os.memory(2 * capacity * ENTRY);
            entries.transferTo(0, larger, 0, (long) capacity * ENTRY);
            entries = larger;
            capacity *= 2;
        }
        entries.putInt((long) size * ENTRY, fd);
        entries.putInt((long) size * ENTRY + EVENTS, 0);
        entries.putShort((long) size * ENTRY + EVENTS, POLLIN);
        size++;
    }

    /** Wait for the first descriptor with something to read, or for so many milliseconds. */
    void await(long millis) {
        os.libc().poll(entries, size, (int) Math.max(0, Math.min(millis, Integer.MAX_VALUE)));
    }
}
