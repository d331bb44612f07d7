package org.jcorn.worker;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The memory that the arbiter shares with all workers: a page of its own, then one {@link ScoreboardPage} per slot.
 *
 * <p>The arbiter sizes the file once for {@link #SLOTS} workers; pages never touched cost nothing. Each worker writes
 * its own page, the arbiter reads them all, and nobody waits for anybody.
 */
public final class Scoreboard {

    /** How many workers there can be at one time, old and new generations together. */
    public static final int SLOTS = 1023;

    /** The size of the whole, in bytes. */
    public static final long BYTES = (SLOTS + 1L) * ScoreboardPage.BYTES;

    private static final int SERVER_STOPPING = 0;

    private final FileChannel file;
    private final MappedByteBuffer header;

    /**
     * Map the header of a scoreboard.
     *
     * @param descriptor the shared file, {@link #BYTES} long
     * @throws IOException if it cannot be mapped
     */
    public Scoreboard(int descriptor) throws IOException {
        // Opened through /proc because a channel made of a bare descriptor cannot be both readable and writable.
        this.file = new RandomAccessFile("/proc/self/fd/" + descriptor, "rw").getChannel();
        this.header = file.map(FileChannel.MapMode.READ_WRITE, 0, ScoreboardPage.BYTES);
    }

    /**
     * Map the page of a slot.
     *
     * @param slot 0 to {@link #SLOTS} - 1
     * @return the page
     * @throws IOException if it cannot be mapped
     */
    public ScoreboardPage page(int slot) throws IOException {
        long offset = (slot + 1L) * ScoreboardPage.BYTES;
        return new ScoreboardPage(file.map(FileChannel.MapMode.READ_WRITE, offset, ScoreboardPage.BYTES));
    }

    /** {@return whether the whole server is stopping} */
    public boolean serverStopping() {
        return header.getInt(SERVER_STOPPING) != 0;
    }

    /** Tell all workers that the whole server is stopping. */
    public void stopServer() {
        header.putInt(SERVER_STOPPING, 1);
    }
}
