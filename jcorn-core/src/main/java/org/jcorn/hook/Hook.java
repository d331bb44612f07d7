package org.jcorn.hook;

import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jcorn.Request;
import org.jcorn.Response;

/**
 * The hooks there are: their names are Gunicorn's, and so are the moments.
 *
 * @since 0.1
 */
public enum Hook {
    /** The arbiter starts; it has its pidfile, but no listeners yet. */
    ON_STARTING(false),
    /** A reload has read its configuration and has its listeners; no worker was spawned yet. */
    ON_RELOAD(false),
    /** The listeners are there, before the first worker is spawned. */
    WHEN_READY(false),
    /** A worker is about to be spawned. */
    PRE_FORK(false),
    /** A worker process has started; it has its user, and no application yet. */
    POST_FORK(true),
    /** The application is loaded. */
    POST_WORKER_INIT(true),
    /** The worker got INT. */
    WORKER_INT(true),
    /** The worker got ABRT: it did not beat in time. */
    WORKER_ABORT(true),
    /** A new arbiter is about to be started, for an upgrade. */
    PRE_EXEC(false),
    /** A request is about to be handed to the application, on the thread that will do so. */
    PRE_REQUEST(true),
    /** A request was answered, on the thread that did so. */
    POST_REQUEST(true),
    /** A worker process was reaped. */
    CHILD_EXIT(false),
    /** The worker is about to exit: the last thing it does. */
    WORKER_EXIT(true),
    /** The number of workers there are to be was set: the number, and the one before, null at start. */
    NWORKERS_CHANGED(false),
    /** The arbiter is about to exit: the last thing it does. */
    ON_EXIT(false),
    /** A worker makes its TLS context. */
    SSL_CONTEXT(true);

    private final boolean inWorker;

    Hook(boolean inWorker) {
        this.inWorker = inWorker;
    }

    /** {@return whether it runs in a worker, not in the arbiter} */
    public boolean inWorker() {
        return inWorker;
    }

    /** {@return the setting that names it, such as {@code post_fork}} */
    public String setting() {
        StringBuilder setting = new StringBuilder();
        for (char c : name().toCharArray()) {
            setting.append(Character.toLowerCase(c));
        }
        return setting.toString();
    }

    /** {@return the name of the method in a Java configuration file, such as {@code postFork}} */
    public String method() {
        StringBuilder method = new StringBuilder();
        boolean upper = false;
        for (char c : name().toCharArray()) {
            if (c != '_') {
                method.append(upper ? c : Character.toLowerCase(c));
            }
            upper = c == '_';
        }
        return method.toString();
    }

    /** {@return the parameters that such a method may have, any of these lists; boxed where {@code int} will do} */
    public List<List<Class<?>>> signatures() {
        return switch (this) {
            case ON_STARTING, ON_RELOAD, WHEN_READY, PRE_EXEC, ON_EXIT -> List.of(List.of(Arbiter.class));
            case PRE_FORK, POST_FORK, CHILD_EXIT, WORKER_EXIT -> List.of(List.of(Arbiter.class, Worker.class));
            case POST_WORKER_INIT, WORKER_INT, WORKER_ABORT -> List.of(List.of(Worker.class));
            case PRE_REQUEST -> List.of(List.of(Worker.class, Request.class));
            case POST_REQUEST ->
                List.of(
                        List.of(Worker.class, Request.class),
                        List.of(Worker.class, Request.class, Response.class),
                        List.of(Worker.class, Request.class, Map.class),
                        List.of(Worker.class, Request.class, Map.class, Response.class));
            case NWORKERS_CHANGED -> List.of(List.of(Arbiter.class, Integer.class, Integer.class));
            case SSL_CONTEXT ->
                List.of(List.of(Config.class, DefaultSslContext.class), List.of(DefaultSslContext.class));
        };
    }

    /** {@return what such a method has to return} */
    public Class<?> result() {
        return this == SSL_CONTEXT ? SSLContext.class : void.class;
    }
}
