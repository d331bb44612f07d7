package org.jcorn.arbiter;

import java.io.IOException;
import java.util.List;
import org.jcorn.config.Config;
import org.jcorn.config.LoggingSettings;

/**
 * The command that starts a daemon. A JVM cannot fork, so the daemon is started as a process of its own, in a new
 * session, and this one waits until a worker of it is ready, or tells why none is.
 */
final class Daemon {

    /** What Gunicorn's daemons have. */
    private static final int UMASK = 022;

    private static final long TURN_MILLIS = 1000;

    private final Native os;
    private final NewArbiter daemon;
    private final boolean keepsOutput;

    private Daemon(Native os, NewArbiter daemon, boolean keepsOutput) {
        this.os = os;
        this.daemon = daemon;
        this.keepsOutput = keepsOutput;
    }

    /**
     * Start a daemon.
     *
     * @param config its settings
     * @param listeners what it is to listen at, if not what the settings say
     * @return the exit status of this process: 0 if a worker is ready, else that of the daemon
     * @throws IOException if it cannot be started
     */
    static int start(Native os, Config config, List<Handover.Item> listeners) throws IOException {
        Invocation invocation = Invocation.ofThisProcess();
        if (invocation == null) {
            throw new IOException("setting 'daemon': this server was not started by bin/jcorn");
        }
        if (System.getenv("NOTIFY_SOCKET") != null) {
            System.err.println(
                    "jcorn: warning: setting 'daemon': a service manager with Type=notify takes the end of this"
                            + " command for the end of the service; leave --daemon out");
        }
        boolean keepsOutput = config.get(LoggingSettings.ENABLE_STDIO_INHERITANCE);
        os.libc().umask(UMASK);
        List<Integer> stdio = List.of(ProcessSpawner.NOTHING, kept(os, 1, keepsOutput), kept(os, 2, keepsOutput));
        NewArbiter daemon = NewArbiter.start(os, invocation, stdio, listeners, true);
        return new Daemon(os, daemon, keepsOutput).await();
    }

    private static int kept(Native os, int fd, boolean kept) {
        return kept && os.libc().isatty(fd) == 0 ? fd : ProcessSpawner.NOTHING;
    }

    private int await() throws IOException {
        // Without blocked signals they end this process, and the daemon goes on.
        SignalSource signals = SignalFd.possible() ? new SignalFd(os) : null;
        PollSet poll = new PollSet(os);
        int[] status = new int[1];
        while (true) {
            int ended = os.libc().waitpid(daemon.pid(), status, Libc.WNOHANG);
            daemon.listen();
            if (daemon.ready()) {
                if (keepsOutput) {
                    daemon.words().release();
                }
                return 0;
            }
            if (ended == daemon.pid()) {
                daemon.words().release();
                return failed(new ExitStatus(ended, status[0]));
            }
            poll.clear();
            daemon.pollBy(poll);
            if (signals != null) {
                poll.add(signals.fd());
            }
            poll.await(TURN_MILLIS);
            if (signals != null) {
                for (Signal signal : signals.take()) {
                    if (signal != Signal.CHLD) {
                        daemon.kill(signal);
                    }
                }
            }
        }
    }

    private static int failed(ExitStatus end) {
        if (end.status() == 0) {
            System.err.println("jcorn: error: the daemon was stopped before a worker was ready");
            return Startup.CANNOT_START;
        }
        if (end.signal() != 0) {
            System.err.println("jcorn: error: the daemon " + end);
            return 128 + end.signal();
        }
        return end.code();
    }
}
