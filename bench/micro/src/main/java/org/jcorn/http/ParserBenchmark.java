package org.jcorn.http;

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

/** {@link RequestParser} alone: a head that arrives whole, on a kept connection. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ParserBenchmark {
    private final byte[] wrk = Requests.wrk();
    private final byte[] browser = Requests.browser();
    private final RequestParser parser = new RequestParser(HttpOptions.defaults());

    public ParserBenchmark() {
        parser.open("127.0.0.1", false);
    }

    @Benchmark
    public RequestHead wrk() {
        return parse(wrk);
    }

    @Benchmark
    public RequestHead browser() {
        return parse(browser);
    }

    private RequestHead parse(byte[] request) {
        parser.input().append(request, 0, request.length);
        if (!parser.parse()) {
            throw new IllegalStateException("the head is not complete");
        }
        RequestHead head = parser.head();
        parser.next();
        return head;
    }
}
