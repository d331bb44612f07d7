package org.jcorn.worker;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** A file of the size of a scoreboard, with its descriptor. */
final class SharedFile implements AutoCloseable {

    private final RandomAccessFile file;

    SharedFile(Path directory) throws IOException {
        file = new RandomAccessFile(directory.resolve("scoreboard").toFile(), "rw");
        file.setLength(Scoreboard.BYTES);
    }

    int fd() throws IOException {
        return Inherited.number(file.getFD());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
