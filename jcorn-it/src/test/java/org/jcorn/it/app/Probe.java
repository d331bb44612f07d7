package org.jcorn.it.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jcorn.Request;
import org.jcorn.Response;

/** An application that does what its path says, for good or ill. */
public final class Probe {

    private static final List<byte[]> LEAKED = new ArrayList<>();

    private static volatile long spins;

    private Probe() {}

    static void app(Request request, Response response) throws Exception {
        switch (request.path()) {
            case "/pid" -> response.send(pid());
            case "/gate" -> gate(request.query(), response);
            case "/sleep" -> {
                TimeUnit.MILLISECONDS.sleep(Long.parseLong(request.query()));
                response.send(pid());
            }
            case "/spin" -> spinForever();
            case "/oom" -> fillMemory();
            case "/leak" -> response.send(leak(Integer.parseInt(request.query())));
            case "/halt" -> Runtime.getRuntime().halt(Integer.parseInt(request.query()));
            case "/throw" -> throw new IllegalStateException("thrown by the application");
            case "/count" -> response.send(Long.toString(count(request)));
            case "/stream" -> stream(Long.parseLong(request.query()), response);
            case "/file" -> response.sendFile(Path.of(request.query()));
            case "/env" -> response.send(String.valueOf(System.getenv(request.query())));
            case "/property" -> response.send(String.valueOf(System.getProperty(request.query())));
            case "/umask" -> response.send(umask());
            case "/thread" -> response.send(Thread.currentThread().getName());
            case "/status" -> response.send(Files.readString(Path.of("/proc/self/status")));
            case "/cwd" -> response.send(Path.of("").toAbsolutePath().toString());
            case "/orphan" -> {
                new ProcessBuilder("sh", "-c", "sleep 1 >/dev/null 2>&1 &")
                        .start()
                        .waitFor();
                response.send("born");
            }
            default -> response.send("hello");
        }
    }

    /** Say that the request is here, and answer it once the test opens the gate. */
    private static void gate(String name, Response response) throws IOException, InterruptedException {
        Files.createFile(Path.of(name + ".entered"));
        while (!Files.exists(Path.of(name + ".open"))) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        response.send(pid());
    }

    private static void spinForever() {
        while (spins >= 0) {
            spins = (spins + 1) & Long.MAX_VALUE;
        }
    }

    private static void fillMemory() {
        List<byte[]> memory = new ArrayList<>();
        while (!memory.isEmpty() || spins >= 0) {
            memory.add(new byte[1 << 20]);
        }
    }

    private static String umask() throws IOException {
        return Files.readString(Path.of("/proc/self/status")).replaceAll("(?s).*Umask:\\s*(\\d+).*", "$1");
    }

    /** Keep so many megabytes for ever, with something in every page. */
    private static String leak(int megabytes) {
        byte[] memory = new byte[megabytes << 20];
        Arrays.fill(memory, (byte) 1);
        synchronized (LEAKED) {
            LEAKED.add(memory);
        }
        return pid();
    }

    private static void stream(long bytes, Response response) throws IOException {
        byte[] piece = new byte[8192];
        for (long left = bytes; left > 0; left -= piece.length) {
            response.body().write(piece, 0, (int) Math.min(left, piece.length));
        }
    }

    private static long count(Request request) throws IOException {
        byte[] buffer = new byte[8192];
        long count = 0;
        for (int read = request.body().read(buffer);
                read >= 0;
                read = request.body().read(buffer)) {
            count += read;
        }
        return count;
    }

    private static String pid() {
        return Long.toString(ProcessHandle.current().pid());
    }
}
