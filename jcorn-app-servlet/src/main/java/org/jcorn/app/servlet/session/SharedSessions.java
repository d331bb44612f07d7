package org.jcorn.app.servlet.session;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.Session;
import org.apache.catalina.session.ManagerBase;
import org.apache.catalina.session.StandardSession;
import org.jcorn.spi.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a web application, kept in a directory. Each worker has copies of those it serves, and takes the file
 * when that is newer. {@link WriteBack} writes what requests have changed.
 */
public final class SharedSessions extends ManagerBase {

    /** Chores between two searches for files of sessions that have expired, which reads them all. */
    private static final int CHORES_BETWEEN_SEARCHES = 10;

    private final SessionDirectory directory;
    private final Logger log;
    private final Set<String> complaints = ConcurrentHashMap.newKeySet();
    private int chores;

    /**
     * Make them.
     *
     * @param directory where they are kept
     * @param log told what cannot be kept
     */
    public SharedSessions(SessionDirectory directory, Logger log) {
        this.directory = directory;
        this.log = log;
    }

    /** {@return what has to be among the valves of the context} */
    public WriteBack writeBack() {
        return new WriteBack(this);
    }

    @Override
    protected void startInternal() throws LifecycleException {
        super.startInternal();
        setState(LifecycleState.STARTING);
    }

    @Override
    protected void stopInternal() throws LifecycleException {
        setState(LifecycleState.STOPPING);
        sessions.clear(); // they go on in other workers, so nobody is told of an end
        super.stopInternal();
    }

    @Override
    public void load() {}

    @Override
    public void unload() {}

    @Override
    protected StandardSession getNewSession() {
        return new SharedSession(this);
    }

    @Override
    public @Nullable Session findSession(@Nullable String id) {
        if (id == null) {
            return null;
        }
        try {
            while (true) {
                SharedSession here = (SharedSession) sessions.get(id);
                if (here != null && !here.isStored()) {
                    return here; // the request that has made it still runs
                }
                Object stamp = directory.stamp(id);
                if (here != null && stamp != null && here.isCurrent(stamp)) {
                    return here;
                }
                if (here != null) {
                    forget(here);
                }
                SharedSession read = stamp == null ? null : read(id);
                if (read == null) {
                    return null;
                }
                // Where another request was first, its copy is taken, if it is as new.
                if (sessions.putIfAbsent(id, read) == null) {
                    return read.isValid() ? read : null;
                }
            }
        } catch (IOException e) {
            log.error("A session cannot be read from " + directory.path() + ": " + e);
            return null;
        }
    }

    private @Nullable SharedSession read(String id) throws IOException {
        SessionDirectory.Stored stored = directory.read(id);
        if (stored == null) {
            return null;
        }
        SharedSession session = new SharedSession(this);
        session.restore(id, stored, getContext().getLoader().getClassLoader());
        return session;
    }

    /** The session has ended: by itself, or under this id. */
    @Override
    public void remove(Session session, boolean update) {
        super.remove(session, update);
        try {
            directory.delete(session.getIdInternal());
        } catch (IOException e) {
            log.error("A session cannot be deleted from " + directory.path() + ": " + e);
        }
    }

    /** Give up a copy, since the session has changed or ended elsewhere. */
    void forget(SharedSession session) {
        sessions.remove(session.getIdInternal(), session);
    }

    @Override
    public void processExpires() {
        super.processExpires();
        if (++chores % CHORES_BETWEEN_SEARCHES == 0) {
            try {
                directory.deleteLeftOvers();
                directory.expired().forEach(this::findSession);
            } catch (IOException e) {
                log.error("Sessions that have expired cannot be deleted from " + directory.path() + ": " + e);
            }
        }
    }

    /** Write a session, at the end of a request. */
    void save(SharedSession session) {
        try {
            session.save(directory);
        } catch (IOException e) {
            log.error("A session cannot be written to " + directory.path() + ": " + e);
        }
    }

    long lastUsed(String id) {
        try {
            return directory.lastUsed(id);
        } catch (IOException e) {
            log.error("A session cannot be read from " + directory.path() + ": " + e);
            return Long.MAX_VALUE;
        }
    }

    /** Tell once of a value that cannot be kept: each request would bring it up again. */
    void complain(String value, String what, Throwable cause) {
        String line = "Session " + value + " cannot be " + what + ": " + cause;
        if (complaints.add(line)) {
            log.warning(line);
        }
    }
}
