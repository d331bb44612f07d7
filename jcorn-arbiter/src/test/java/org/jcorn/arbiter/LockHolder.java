package org.jcorn.arbiter;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;

/** A program that locks the file it is told and waits to be killed. */
final class LockHolder {

    private LockHolder() {}

    public static void main(String[] arguments) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(arguments[0], "rw");
                FileLock lock = file.getChannel().lock()) {
            System.out.print(lock.isValid() ? '!' : '?');
            System.out.flush();
            int end = System.in.read();
            System.out.print(end);
        }
    }
}
