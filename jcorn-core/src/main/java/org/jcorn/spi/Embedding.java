package org.jcorn.spi;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jcorn.hook.Hooks;

/**
 * A server that a program has put together by {@link org.jcorn.Jcorn}.
 *
 * @param factory makes the application, or what an {@link AppLoader} adapts; called once in each worker
 * @param settings by name, in the types that the program has used
 * @param hooks what the program wants to be called
 * @since 0.1
 */
public record Embedding(Callable<?> factory, Map<String, Object> settings, Hooks hooks) {}
