package org.jcorn.http;

import org.jcorn.spi.RequestHooks;
import org.jcorn.spi.WorkerContext;
import org.jspecify.annotations.Nullable;

/** What all connections of a worker share: the options, hooks, and bytes of responses made once. */
public final class HttpContext {
    private final HttpOptions options;
    private final ResponseHead responseHead;
    private final @Nullable RequestHooks requestHooks;

    /**
     * Make the context of a worker.
     *
     * @param options limits and switches
     */
    public HttpContext(HttpOptions options) {
        this(options, new HttpDate(), null);
    }

    HttpContext(HttpOptions options, HttpDate date) {
        this(options, date, null);
    }

    private HttpContext(HttpOptions options, HttpDate date, @Nullable RequestHooks requestHooks) {
        this.options = options;
        this.requestHooks = requestHooks;
        this.responseHead = new ResponseHead(date);
    }

    /**
     * {@return the context of a worker, by its settings and hooks}
     *
     * @param worker the worker
     */
    public static HttpContext of(WorkerContext worker) {
        return new HttpContext(HttpSettings.options(worker.config()), new HttpDate(), worker.requestHooks());
    }

    /** {@return what to call around each request, or null if nothing} */
    @Nullable
    RequestHooks requestHooks() {
        return requestHooks;
    }

    /** {@return limits and switches} */
    public HttpOptions options() {
        return options;
    }

    ResponseHead responseHead() {
        return responseHead;
    }
}
