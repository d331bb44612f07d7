package org.jcorn.http;

/** What all connections of a worker share: the options, and bytes of responses made once. */
public final class HttpContext {
    private final HttpOptions options;
    private final ResponseHead responseHead;

    /**
     * Make the context of a worker.
     *
     * @param options limits and switches
     */
    public HttpContext(HttpOptions options) {
        this(options, new HttpDate());
    }

    HttpContext(HttpOptions options, HttpDate date) {
        this.options = options;
        this.responseHead = new ResponseHead(date);
    }

    /** {@return limits and switches} */
    public HttpOptions options() {
        return options;
    }

    ResponseHead responseHead() {
        return responseHead;
    }
}
