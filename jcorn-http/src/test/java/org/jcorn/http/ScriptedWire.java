package org.jcorn.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A wire whose client is a list of pieces, each given to one read, and whose output is kept. */
final class ScriptedWire implements Wire {
    private final Deque<byte[]> pieces = new ArrayDeque<>();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private @Nullable IOException atEnd;
    private @Nullable IOException onWrite;
    private int writes;
    private int transfers;
    private @Nullable Upgrader upgrader;
    private boolean drained;
    private boolean closed;
    private boolean aborted;

    static ScriptedWire of(List<byte[]> pieces) {
        ScriptedWire wire = new ScriptedWire();
        wire.pieces.addAll(pieces);
        return wire;
    }

    static ScriptedWire of(String... pieces) {
        ScriptedWire wire = new ScriptedWire();
        for (String piece : pieces) {
            wire.pieces.add(piece.getBytes(StandardCharsets.ISO_8859_1));
        }
        return wire;
    }

    /** Let the read after the last piece fail instead of finding the end. */
    ScriptedWire failingAtEnd(IOException failure) {
        atEnd = failure;
        return this;
    }

    /** Let every write fail. */
    ScriptedWire failingOnWrite(IOException failure) {
        onWrite = failure;
        return this;
    }

    /** Let the connection switch protocols. */
    ScriptedWire upgradable(Upgrader other) {
        upgrader = other;
        return this;
    }

    @Override
    public @Nullable Upgrader upgrader() {
        return upgrader;
    }

    String output() {
        return output.toString(StandardCharsets.ISO_8859_1);
    }

    int writes() {
        return writes;
    }

    int transfers() {
        return transfers;
    }

    boolean drained() {
        return drained;
    }

    boolean closed() {
        return closed;
    }

    boolean aborted() {
        return aborted;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        byte[] piece = pieces.poll();
        if (piece == null) {
            if (atEnd != null) {
                throw atEnd;
            }
            return -1;
        }
        int count = Math.min(length, piece.length);
        System.arraycopy(piece, 0, target, offset, count);
        if (count < piece.length) {
            pieces.addFirst(Arrays.copyOfRange(piece, count, piece.length));
        }
        return count;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        write(new ByteBuffer[] {bytes});
    }

    @Override
    public void write(ByteBuffer[] bytes) throws IOException {
        if (onWrite != null) {
            throw onWrite;
        }
        writes++;
        for (ByteBuffer buffer : bytes) {
            while (buffer.hasRemaining()) {
                output.write(buffer.get());
            }
        }
    }

    @Override
    public void transfer(FileChannel file, long offset, long length) throws IOException {
        transfers++;
        ByteBuffer content = ByteBuffer.allocate((int) length);
        while (content.hasRemaining() && file.read(content, offset + content.position()) > 0) {}
        output.write(content.array(), 0, content.position());
    }

    @Override
    public void drain(int bytes, Duration time) {
        drained = true;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public void abort() {
        aborted = true;
        closed = true;
    }
}
