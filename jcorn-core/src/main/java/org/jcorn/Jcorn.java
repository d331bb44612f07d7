package org.jcorn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jcorn.hook.Hooks;
import org.jcorn.spi.EmbeddedServer;
import org.jcorn.spi.Embedding;

/**
 * Runs an application from a {@code main} of its own, instead of from the command line:
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *     Jcorn.application((request, response) -> response.send("hello"))
 *             .set("bind", "127.0.0.1:8000")
 *             .set("workers", 4)
 *             .run();
 * }
 * }</pre>
 *
 * <p>{@link #run} makes of this process the arbiter, and starts worker processes with the same command line. In the arbiter
 * and in each worker {@code main} runs again up to {@code run}, so that what it has made is there as it is after a fork;
 * it should not do there what is to happen once only.
 *
 * @since 0.1
 */
public final class Jcorn {

    private final Callable<?> factory;
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private Hooks hooks = Hooks.NONE;

    private Jcorn(Callable<?> factory) {
        this.factory = factory;
    }

    /**
     * {@return a server of an application}
     *
     * @param application the application, which is made in the arbiter too
     */
    public static Jcorn application(Application application) {
        return new Jcorn(() -> application);
    }

    /**
     * {@return a server of an application that is made in workers only}
     *
     * @param factory makes the application, or what an {@link org.jcorn.spi.AppLoader} takes for one, such as a servlet
     */
    public static Jcorn factory(Callable<?> factory) {
        return new Jcorn(factory);
    }

    /**
     * Set a setting. It is weaker than the same in {@code JCORN_CMD_ARGS}, so that whoever runs the program has the last
     * word.
     *
     * @param setting its name, such as {@code worker_class}
     * @param value of a Java type that suits the setting, such as {@code int}, {@code boolean}, {@code String},
     *     {@code List} or {@code Duration}; what does not suit is told of by {@link #run}
     * @return this
     */
    public Jcorn set(String setting, Object value) {
        settings.put(setting, value);
        return this;
    }

    /**
     * Set what is called when something happens, in the arbiter and in workers.
     *
     * @param all the hooks
     * @return this
     */
    public Jcorn hooks(Hooks all) {
        hooks = all;
        return this;
    }

    /**
     * Serve. Does not return: the process ends with the exit code of the command {@code jcorn}, 0 after a stop, 1 for wrong
     * settings, 3 or 4 if no worker can boot.
     *
     * @throws IllegalStateException if there is only the API of jcorn on the class path, and nothing that serves
     */
    public void run() {
        Embedding embedding = new Embedding(factory, Map.copyOf(settings), hooks);
        String role = System.getProperty(EmbeddedServer.ROLE, EmbeddedServer.ARBITER);
        for (EmbeddedServer server : ServiceLoader.load(EmbeddedServer.class, Jcorn.class.getClassLoader())) {
            if (server.role().equals(role)) {
                System.exit(server.run(embedding));
            }
        }
        throw new IllegalStateException(
                "nothing on the class path runs a server: the dependency org.jcorn:jcorn-embedded is missing");
    }
}
