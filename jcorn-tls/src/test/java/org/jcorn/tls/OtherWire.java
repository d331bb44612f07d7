package org.jcorn.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import org.jcorn.http.Wire;

/** A wire to change one thing of another with. */
class OtherWire implements Wire {

    private final Wire wire;

    OtherWire(Wire wire) {
        this.wire = wire;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return wire.read(target, offset, length);
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        wire.write(bytes);
    }

    @Override
    public void write(ByteBuffer[] bytes) throws IOException {
        wire.write(bytes);
    }

    @Override
    public void transfer(FileChannel file, long offset, long length) throws IOException {
        wire.transfer(file, offset, length);
    }

    @Override
    public void offer(ByteBuffer bytes) {
        wire.offer(bytes);
    }

    @Override
    public void drain(int bytes, Duration time) {
        wire.drain(bytes, time);
    }

    @Override
    public void close() {
        wire.close();
    }

    @Override
    public void abort() {
        wire.abort();
    }
}
