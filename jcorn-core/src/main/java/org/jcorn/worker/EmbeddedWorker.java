package org.jcorn.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jcorn.spi.EmbeddedServer;
import org.jcorn.spi.Embedding;

/** A worker whose {@code main} is the application's. */
public final class EmbeddedWorker implements EmbeddedServer {

    /** For {@link java.util.ServiceLoader}. */
    public EmbeddedWorker() {}

    @Override
    public String role() {
        return WORKER;
    }

    @Override
    public int run(Embedding embedding) {
        try {
            WorkerMain.run((spec, log) -> new EmbeddedOrigin(embedding, spec, log));
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
