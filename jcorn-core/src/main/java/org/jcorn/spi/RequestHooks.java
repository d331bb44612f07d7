package org.jcorn.spi;

import org.jcorn.Request;
import org.jcorn.Response;

/**
 * What is called around each request, where there is anything: the hooks {@code pre_request} and {@code post_request}.
 *
 * @since 0.1
 */
public interface RequestHooks {

    /**
     * A request is about to be handed to the application. Called on the thread that will do so.
     *
     * @param request the request
     * @throws Exception what the hook threw; the request is then answered as if the application had thrown it
     */
    void before(Request request) throws Exception;

    /**
     * A request was answered, by whatever answer. Called on the thread that did so. Never throws.
     *
     * @param request the request
     * @param response the response
     */
    void after(Request request, Response response);
}
