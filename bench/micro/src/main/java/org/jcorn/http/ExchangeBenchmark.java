package org.jcorn.http;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jcorn.Application;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Everything between two system calls: bytes of a request in, the application, bytes of its response out. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ExchangeBenchmark {
    private final byte[] hello = "Hello, world!\n".getBytes(StandardCharsets.US_ASCII);
    private final Application application =
            (request, response) -> response.header("Content-Type", "text/plain").send(hello);
    private final HttpContext context = new HttpContext(HttpOptions.defaults());
    private final RepeatingWire wrkWire = new RepeatingWire(Requests.wrk());
    private final RepeatingWire browserWire = new RepeatingWire(Requests.browser());
    private final HttpConnection wrk = open(wrkWire);
    private final HttpConnection browser = open(browserWire);

    private HttpConnection open(Wire wire) {
        HttpConnection connection = new HttpConnection(context, () -> true, new SilentListener());
        connection.open(wire, new Peer("127.0.0.1", 40_000, "127.0.0.1", 8000, false));
        return connection;
    }

    @Benchmark
    public int wrk() {
        return serve(wrk, wrkWire);
    }

    @Benchmark
    public int browser() {
        return serve(browser, browserWire);
    }

    private int serve(HttpConnection connection, RepeatingWire wire) {
        if (!connection.serve(application)) {
            throw new IllegalStateException("the connection was not kept");
        }
        return wire.written();
    }
}
