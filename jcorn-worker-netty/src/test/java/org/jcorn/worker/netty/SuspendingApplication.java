package org.jcorn.worker.netty;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jcorn.Application;
import org.jcorn.Request;
import org.jcorn.Response;
import org.jcorn.spi.Exchange;

/** Suspends every request; what happens then goes by the path. */
final class SuspendingApplication implements Application {

    static final int FLOOD = 4_000_000;

    /** Those that wait for somebody. */
    final Queue<Exchange> waiting = new ConcurrentLinkedQueue<>();

    /** The responses of those, for who does not mind that they are over. */
    final Queue<Response> responses = new ConcurrentLinkedQueue<>();

    /** How many requests have said that they are over. */
    final AtomicInteger over = new AtomicInteger();

    @Override
    public void handle(Request request, Response response) throws Exception {
        Exchange exchange = Exchange.of(request);
        exchange.suspend();
        exchange.whenOver(over::incrementAndGet);
        switch (request.path()) {
            case "/later" -> later(exchange, request, response);
            case "/echo" -> exchange.whenReadable(() -> echo(exchange, request, response));
            case "/flood" -> exchange.whenWritable(() -> flood(exchange, response, FLOOD));
            case "/tunnel" -> tunnel(exchange, request, response);
            case "/trailers" -> exchange.execute(() -> trailers(exchange, response));
            case "/throw" ->
                exchange.execute(() -> {
                    throw new IllegalStateException("thrown by a task");
                });
            default -> {
                responses.add(response);
                waiting.add(exchange);
            }
        }
    }

    private static void later(Exchange exchange, Request request, Response response) {
        Thread other = new Thread(() -> exchange.execute(() -> {
            unchecked(() -> response.send("later " + request.query()));
            exchange.end();
        }));
        other.setDaemon(true);
        other.start();
    }

    private static void echo(Exchange exchange, Request request, Response response) {
        byte[] piece = new byte[1000];
        unchecked(() -> {
            InputStream in = request.body();
            while (exchange.readable()) {
                int count = in.read(piece);
                if (count < 0) {
                    exchange.end();
                    return;
                }
                response.body().write(piece, 0, count);
                response.body().flush();
            }
            exchange.whenReadable(() -> echo(exchange, request, response));
        });
    }

    private static void flood(Exchange exchange, Response response, int left) {
        byte[] piece = new byte[10_000];
        unchecked(() -> {
            int more = left;
            while (more > 0 && exchange.writable()) {
                response.body().write(piece);
                response.body().flush();
                more -= piece.length;
            }
            int rest = more;
            if (rest == 0) {
                exchange.end();
            } else {
                exchange.whenWritable(() -> flood(exchange, response, rest));
            }
        });
    }

    /** Send in capitals what comes, and what {@link #waiting} is told. */
    private void tunnel(Exchange exchange, Request request, Response response) throws IOException {
        exchange.switchProtocol(Map.of("Upgrade", "capitals", "Connection", "Upgrade"));
        waiting.add(exchange);
        exchange.whenReadable(() -> capitals(exchange, request, response));
    }

    private static void capitals(Exchange exchange, Request request, Response response) {
        unchecked(() -> {
            OutputStream out = response.body();
            while (exchange.readable()) {
                int b = request.body().read();
                if (b < 0) {
                    out.write('.');
                    exchange.end();
                    return;
                }
                out.write(Character.toUpperCase(b));
                out.flush();
            }
            exchange.whenReadable(() -> capitals(exchange, request, response));
        });
    }

    private static void trailers(Exchange exchange, Response response) {
        unchecked(() -> {
            response.body().write('x');
            response.body().flush();
        });
        exchange.trailers(Map.of("X-Sum", "1"));
        exchange.end();
    }

    private interface Action {
        void run() throws IOException;
    }

    private static void unchecked(Action action) {
        try {
            action.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
