package org.jcorn.worker.netty;

import io.netty.channel.DefaultFileRegion;
import java.nio.channels.FileChannel;

/** A region of a file that belongs to the application: netty would close it with the region. */
final class KeptOpenRegion extends DefaultFileRegion {

    KeptOpenRegion(FileChannel file, long position, long count) {
        super(file, position, count);
    }

    @Override
    protected void deallocate() {}
}
