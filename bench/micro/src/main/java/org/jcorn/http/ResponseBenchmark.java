package org.jcorn.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** {@link HttpResponse} and its {@link ResponseWriter} alone: 14 bytes with their length, and 100 KiB that are not copied. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ResponseBenchmark {
    private final byte[] hello = "Hello, world!\n".getBytes(StandardCharsets.US_ASCII);
    private final byte[] body = new byte[100 * 1024];
    private final RepeatingWire wire = new RepeatingWire(Requests.wrk());
    private final HttpResponse response = new HttpResponse(new HttpContext(HttpOptions.defaults()), last -> true);

    @Benchmark
    public int hello() throws IOException {
        return send(hello);
    }

    @Benchmark
    public int body() throws IOException {
        return send(body);
    }

    private int send(byte[] bytes) throws IOException {
        response.open(wire, true, false);
        response.header("Content-Type", "text/plain").send(bytes);
        response.end();
        return wire.written();
    }
}
