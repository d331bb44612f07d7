package org.jcorn.it.kit;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The syslog server of Debian, in the directory of a site. Each line of its log is {@code facility.severity tag: text}. */
public final class Rsyslog implements AutoCloseable {

    /** How it is reached. */
    public enum Input {
        /** By UDP. */
        UDP,
        /** By TCP. */
        TCP,
        /** By a Unix socket that takes datagrams. */
        UNIX_DATAGRAM,
        /** By a Unix socket that takes connections. */
        UNIX_STREAM
    }

    private final Site site;
    private final Input input;
    private final int port;
    private final LogTail log;
    private final Process process;

    private Rsyslog(Site site, Input input, int port) throws IOException {
        this.site = site;
        this.input = input;
        this.port = port;
        this.log = new LogTail(site.path("syslog.log"));
        this.process = run();
    }

    /** {@return one that has begun to listen} */
    public static Rsyslog start(Site site, Input input) throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            free.setReuseAddress(true);
            return startAt(site, input, free);
        }
    }

    private static Rsyslog startAt(Site site, Input input, ServerSocket free) throws IOException {
        int port = free.getLocalPort();
        free.close();
        return new Rsyslog(site, input, port);
    }

    /** {@return another at the same address, after this one was closed} */
    public Rsyslog again() throws IOException {
        return new Rsyslog(site, input, port);
    }

    private String inputs() {
        return switch (input) {
            case UDP -> "module(load=\"imudp\") input(type=\"imudp\" address=\"127.0.0.1\" port=\"" + port + "\")\n";
            case TCP -> "module(load=\"imtcp\") input(type=\"imtcp\" address=\"127.0.0.1\" port=\"" + port + "\")\n";
            case UNIX_DATAGRAM ->
                "module(load=\"imuxsock\" SysSock.Use=\"off\")\ninput(type=\"imuxsock\" socket=\"" + socket() + "\""
                        + " RateLimit.Interval=\"0\")\n";
            case UNIX_STREAM -> "module(load=\"imptcp\") input(type=\"imptcp\" path=\"" + socket() + "\")\n";
        };
    }

    private String socket() {
        return site.path("given-log").toString();
    }

    private Process run() throws IOException {
        site.write(
                "rsyslog.conf",
                inputs()
                        + "template(name=\"all\" type=\"string\" string=\"%syslogfacility-text%.%syslogseverity-text%"
                        + " %syslogtag%%msg%\\n\")\n"
                        + "action(type=\"omfile\" file=\"" + site.path("syslog.log") + "\" template=\"all\")\n");
        Process started = new ProcessBuilder(
                        "/usr/sbin/rsyslogd",
                        "-n",
                        "-f",
                        site.path("rsyslog.conf").toString(),
                        "-i",
                        "NONE")
                .redirectErrorStream(true)
                .redirectOutput(new File(site.path("rsyslog.out").toString()))
                .start();
        Waiting.until("rsyslogd", () -> !started.isAlive() || listens());
        if (!started.isAlive()) {
            throw new AssertionError("rsyslogd: " + new LogTail(site.path("rsyslog.out")).text());
        }
        return started;
    }

    private boolean listens() throws IOException {
        return switch (input) {
            case UDP -> Files.readString(Path.of("/proc/net/udp")).contains(String.format(":%04X ", port));
            case TCP -> !ListeningSockets.at(port).isEmpty();
            case UNIX_DATAGRAM, UNIX_STREAM -> new File(socket()).exists();
        };
    }

    /** {@return what {@code syslog_addr} is to be} */
    public String address() {
        return switch (input) {
            case UDP -> "udp://127.0.0.1:" + port;
            case TCP -> "tcp://127.0.0.1:" + port;
            case UNIX_DATAGRAM -> "unix://" + socket() + "#dgram";
            case UNIX_STREAM -> "unix://" + socket() + "#stream";
        };
    }

    /** {@return what it received} */
    public LogTail log() {
        return log;
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
