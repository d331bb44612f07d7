package org.jcorn.worker.netty;

import java.io.IOException;
import java.util.stream.Stream;
import org.jcorn.Application;

/**
 * Where an application runs.
 *
 * @param transport how the loop hears of what happens
 * @param inline whether the application runs on the loop
 */
record Way(Transport transport, boolean inline) {

    static Stream<Way> all() {
        return Stream.of(Transport.values())
                .flatMap(transport -> Stream.of(new Way(transport, true), new Way(transport, false)));
    }

    TestWorker worker(Application application, String... settings) throws IOException, InterruptedException {
        return new TestWorker(transport, inline ? new Inline(application) : application, settings);
    }

    @Override
    public String toString() {
        return transport + (inline ? ", on the loop" : ", on threads");
    }
}
