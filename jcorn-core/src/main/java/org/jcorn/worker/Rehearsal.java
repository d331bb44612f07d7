package org.jcorn.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jcorn.Request;
import org.jcorn.Response;
import org.jcorn.app.Preparation;
import org.jcorn.preload.Stage;
import org.jcorn.spi.AppLoadException;
import org.jcorn.spi.Logger;
import org.jcorn.spi.Worker;

/**
 * What a worker process does that is not to serve clients: it loads the application to see that this works, or does one
 * of the {@linkplain Stage stages} of preloading.
 */
final class Rehearsal {

    private static final String GET = "GET /%d?q=1 HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n%s\r\n";
    private static final String POST =
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody";
    private static final int REQUESTS = 20;

    private Rehearsal() {}

    static void perform(LaunchSpec spec, Origin origin, WorkerProcess process, Worker worker, Logger log)
            throws AppLoadException, BootException, IOException {
        if (Stage.ofThisProcess() == Stage.LAYOUT) {
            Path directory = Path.of(System.getProperty(Stage.DIRECTORY, "."));
            Preparation.layOut(spec.specification(), spec.config(), log, directory)
                    .write(directory.resolve("layout"));
            return;
        }
        process.load(origin.load());
        process.closeApplication();
        if (Stage.ofThisProcess() == Stage.TRAINING) {
            // It shall be loaded once more, as that has to be, but no request shall it see that nobody sent.
            process.load(Rehearsal::answer);
            String address = spec.listeners().get(0).address();
            Thread client = new Thread(() -> ask(address, process), "jcorn-rehearsal");
            client.setDaemon(true);
            client.start();
            process.serve(worker);
        }
    }

    private static void answer(Request request, Response response) throws IOException {
        try (InputStream body = request.body()) {
            int bytes = body.readAllBytes().length;
            response.header("Content-Type", "text/plain");
            response.send(request.method()
                    + request.path()
                    + request.query()
                    + request.header("Host")
                    + request.headers()
                    + bytes);
        }
    }

    /** Be a client: on a connection that is kept where the worker class does so, then on others. */
    private static void ask(String address, WorkerProcess process) {
        try {
            StringBuilder kept = new StringBuilder();
            for (int i = 0; i < REQUESTS; i++) {
                kept.append(GET.formatted(i, i + 1 < REQUESTS ? "" : "Connection: close\r\n"));
            }
            exchange(address, kept.toString());
            for (int i = 0; i < REQUESTS; i++) {
                exchange(address, POST);
            }
        } catch (IOException e) {
            return; // the archive is then without the classes for requests
        } finally {
            process.stop();
        }
    }

    private static void exchange(String address, String requests) throws IOException {
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(requests.getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
    }
}
