package org.jcorn.preload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipException;

/**
 * The table at the end of a jar. It has the names and the CRCs of all entries, so two jars with the same table have the
 * same contents, and it is read in no time.
 */
final class CentralDirectory {

    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int LONGEST_COMMENT = 0xffff;

    private CentralDirectory() {}

    /**
     * {@return the CRC of a jar's table}
     *
     * @throws IOException if it cannot be read, or is no jar
     */
    static long crc(Path jar) throws IOException {
        try (FileChannel file = FileChannel.open(jar)) {
            long size = file.size();
            ByteBuffer tail = read(file, Math.max(0, size - END_BYTES - LONGEST_COMMENT), size);
            for (int at = tail.limit() - END_BYTES; at >= 0; at--) {
                if (tail.getInt(at) == END) {
                    long start = tail.getInt(at + 16) & 0xffffffffL;
                    // A jar of more than 65,535 entries has a larger table that this one leads to: all of the tail
                    // then.
                    CRC32 crc = new CRC32();
                    crc.update(
                            start < size
                                    ? read(file, start, size)
                                    : tail.duplicate().position(0));
                    return crc.getValue();
                }
            }
        }
        throw new ZipException(jar + " is no jar");
    }

    private static ByteBuffer read(FileChannel file, long from, long to) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(to - from, Integer.MAX_VALUE - 8))
                .order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, from + bytes.position()) < 0) {
                break;
            }
        }
        return bytes.flip();
    }
}
