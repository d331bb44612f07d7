package org.jcorn.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;

/** A wire whose client sends the same request for each read, and whose output is copied once, as a kernel would. */
final class RepeatingWire implements Wire {
    private final byte[] request;
    private final ByteBuffer output = ByteBuffer.allocateDirect(1 << 17);

    RepeatingWire(byte[] request) {
        this.request = request;
    }

    /** {@return how many bytes the last write left} */
    int written() {
        return output.position();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        System.arraycopy(request, 0, target, offset, request.length);
        return request.length;
    }

    @Override
    public void write(ByteBuffer bytes) {
        output.clear().put(bytes);
    }

    @Override
    public void write(ByteBuffer[] bytes) {
        output.clear();
        for (ByteBuffer buffer : bytes) {
            output.put(buffer);
        }
    }

    @Override
    public void transfer(FileChannel file, long offset, long length) throws IOException {
        throw new IOException("no benchmark sends files");
    }

    @Override
    public void drain(int bytes, Duration time) {}

    @Override
    public void close() {}

    @Override
    public void abort() {}
}
