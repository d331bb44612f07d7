package org.jcorn.it.kit;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statsd server of npm, in the directory of a site; it counts on and on, and never flushes. */
public final class Statsd implements AutoCloseable {

    /** One number, or the list of all of a timer's, of which only how many there are is of interest. */
    private static final Pattern VALUE = Pattern.compile("'?([\\w.;=]+)'?: (\\d+|\\[[^\\]]*\\])");

    private final int port;
    private final int management;
    private final Process process;

    private Statsd(Process process, int port, int management) {
        this.process = process;
        this.port = port;
        this.management = management;
    }

    /** {@return one that listens} */
    public static Statsd start(Site site) throws IOException {
        int port;
        int management;
        try (ServerSocket first = new ServerSocket(0);
                ServerSocket second = new ServerSocket(0)) {
            port = first.getLocalPort();
            management = second.getLocalPort();
        }
        site.write(
                "statsd.js",
                "{ address: '127.0.0.1', port: " + port + ", mgmt_address: '127.0.0.1', mgmt_port: " + management
                        + ", backends: [], flushInterval: 3600000 }");
        File output = site.path("statsd.out").toFile();
        Process process;
        try {
            process = new ProcessBuilder("statsd", site.path("statsd.js").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
        } catch (IOException e) {
            throw new AssertionError("statsd is not installed: npm install -g statsd", e);
        }
        LogTail log = new LogTail(output.toPath());
        Waiting.until("statsd", () -> !process.isAlive() || log.contains("server is up"));
        if (!process.isAlive()) {
            throw new AssertionError("statsd: " + log.text());
        }
        return new Statsd(process, port, management);
    }

    /** {@return what {@code statsd_host} is to be} */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** {@return all counters} */
    public Map<String, Integer> counters() {
        return values("counters");
    }

    /** {@return the last value of each gauge} */
    public Map<String, Integer> gauges() {
        return values("gauges");
    }

    /** {@return how many values each timer has} */
    public Map<String, Integer> timers() {
        return values("timers");
    }

    private Map<String, Integer> values(String kind) {
        Map<String, Integer> values = new HashMap<>();
        Matcher matcher = VALUE.matcher(ask(kind));
        while (matcher.find()) {
            String value = matcher.group(2);
            values.put(matcher.group(1), value.startsWith("[") ? value.split(",", -1).length : Integer.valueOf(value));
        }
        return values;
    }

    private String ask(String command) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), management)) {
            socket.getOutputStream().write((command + "\n").getBytes(StandardCharsets.US_ASCII));
            StringBuilder answer = new StringBuilder();
            while (answer.indexOf("\nEND") < 0) {
                int b = socket.getInputStream().read();
                if (b < 0) {
                    throw new AssertionError("statsd says " + answer);
                }
                answer.append((char) b);
            }
            return answer.toString();
        } catch (IOException e) {
            throw new AssertionError("statsd does not answer", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(Waiting.DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
