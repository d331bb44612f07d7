package org.jcorn.http.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A way to cut the bytes of a case into the pieces that arrive one by one. */
public sealed interface Split {

    /**
     * {@return the pieces, in order, none empty}
     *
     * @param bytes the bytes
     */
    List<byte[]> apply(byte[] bytes);

    /** {@return every way a case is tried} */
    static List<Split> all() {
        return List.of(
                new Whole(), new Lines(), new Bytes(), new Chance(1), new Chance(2), new Chance(3), new Chance(4));
    }

    /** In one piece. */
    record Whole() implements Split {
        @Override
        public List<byte[]> apply(byte[] bytes) {
            return bytes.length == 0 ? List.of() : List.of(bytes);
        }
    }

    /** After each line feed. */
    record Lines() implements Split {
        @Override
        public List<byte[]> apply(byte[] bytes) {
            List<byte[]> pieces = new ArrayList<>();
            int from = 0;
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == '\n' || i == bytes.length - 1) {
                    pieces.add(Arrays.copyOfRange(bytes, from, i + 1));
                    from = i + 1;
                }
            }
            return pieces;
        }
    }

    /** Byte by byte. */
    record Bytes() implements Split {
        @Override
        public List<byte[]> apply(byte[] bytes) {
            List<byte[]> pieces = new ArrayList<>();
            for (byte b : bytes) {
                pieces.add(new byte[] {b});
            }
            return pieces;
        }
    }

    /**
     * At random points.
     *
     * @param seed makes it repeatable
     */
    record Chance(long seed) implements Split {
        @Override
        public List<byte[]> apply(byte[] bytes) {
            Random random = new Random(seed);
            List<byte[]> pieces = new ArrayList<>();
            int from = 0;
            while (from < bytes.length) {
                int to = Math.min(bytes.length, from + 1 + random.nextInt(random.nextBoolean() ? 3 : 40));
                pieces.add(Arrays.copyOfRange(bytes, from, to));
                from = to;
            }
            return pieces;
        }
    }
}
