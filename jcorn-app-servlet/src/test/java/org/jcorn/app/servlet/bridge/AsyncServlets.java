package org.jcorn.app.servlet.bridge;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Servlets that return before they answer. */
final class AsyncServlets {
    private AsyncServlets() {}

    static Map<String, BlockingServlets.Code> all() {
        Map<String, BlockingServlets.Code> codes = new TreeMap<>();
        codes.put("/async/complete", (request, response) -> {
            AsyncContext context = request.startAsync();
            thread(() -> {
                BlockingServlets.print((HttpServletResponse) context.getResponse(), "from another thread");
                context.complete();
            });
        });
        codes.put("/async/at-once", (request, response) -> {
            AsyncContext context = request.startAsync();
            BlockingServlets.print(response, "at once");
            context.complete();
        });
        codes.put("/async/dispatch", (request, response) -> {
            AsyncContext context = request.startAsync();
            thread(() -> context.dispatch("/hello"));
        });
        codes.put("/async/dispatch-throw", (request, response) -> {
            AsyncContext context = request.startAsync();
            thread(() -> context.dispatch("/throw"));
        });
        codes.put("/async/start", (request, response) -> {
            AsyncContext context = request.startAsync();
            context.start(() -> {
                BlockingServlets.print((HttpServletResponse) context.getResponse(), "from a thread of the container");
                context.complete();
            });
        });
        codes.put("/async/timeout", (request, response) -> {
            AsyncContext context = request.startAsync();
            context.setTimeout(100);
            context.addListener(new Told(context), request, response);
        });
        codes.put(
                "/async/timeout-alone",
                (request, response) -> request.startAsync().setTimeout(100));
        codes.put("/async/streaming", (request, response) -> {
            AsyncContext context = request.startAsync();
            thread(() -> {
                for (int i = 0; i < 5; i++) {
                    BlockingServlets.print(response, "event " + i);
                    response.flushBuffer();
                }
                context.complete();
            });
        });
        codes.put("/async/throw", (request, response) -> {
            request.startAsync();
            throw new IllegalArgumentException("secret of the starter");
        });
        codes.put("/nio/echo", AsyncServlets::echo);
        codes.put("/nio/big", (request, response) -> {
            String size = request.getParameter("size");
            write(request.startAsync(), new byte[size == null ? 1_000_000 : Integer.parseInt(size)]);
        });
        return codes;
    }

    private interface Action {
        void run() throws Exception;
    }

    private static void thread(Action action) {
        Thread thread = new Thread(
                () -> {
                    try {
                        action.run();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                "test-application");
        thread.setDaemon(true);
        thread.start();
    }

    /** Answers when time is up. */
    private record Told(AsyncContext context) implements AsyncListener {
        @Override
        public void onTimeout(AsyncEvent event) {
            BlockingServlets.print((HttpServletResponse) event.getSuppliedResponse(), "time is up");
            context.complete();
        }

        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }

    /** Reads all without waiting, then writes all without waiting. */
    private static void echo(HttpServletRequest request, HttpServletResponse response) throws IOException {
        AsyncContext context = request.startAsync();
        ServletInputStream in = request.getInputStream();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        in.setReadListener(new ReadListener() {
            @Override
            public void onDataAvailable() throws IOException {
                byte[] piece = new byte[1000];
                while (in.isReady()) {
                    int count = in.read(piece);
                    if (count < 0) {
                        return;
                    }
                    body.write(piece, 0, count);
                }
            }

            @Override
            public void onAllDataRead() throws IOException {
                write(context, body.toByteArray());
            }

            @Override
            public void onError(Throwable cause) {
                context.complete();
            }
        });
    }

    private static void write(AsyncContext context, byte[] bytes) throws IOException {
        ServletOutputStream out = context.getResponse().getOutputStream();
        out.setWriteListener(new WriteListener() {
            private int at;

            @Override
            public void onWritePossible() throws IOException {
                while (out.isReady()) {
                    if (at == bytes.length) {
                        context.complete();
                        return;
                    }
                    int count = Math.min(5000, bytes.length - at);
                    out.write(bytes, at, count);
                    at += count;
                }
            }

            @Override
            public void onError(Throwable cause) {
                context.complete();
            }
        });
    }
}
