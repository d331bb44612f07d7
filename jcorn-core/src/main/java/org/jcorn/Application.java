package org.jcorn;

/**
 * A web application: answers one request at a time on the calling thread.
 *
 * <p>One instance serves a whole worker process. Which threads call it depends on the worker class: {@code sync} calls
 * it from one thread only, the others from many at once, so shared state needs the usual care.
 *
 * <p>One that is {@link AutoCloseable} too is closed when its worker ends gracefully and has answered every request.
 */
@FunctionalInterface
public interface Application {

    /**
     * Answer a request.
     *
     * <p>Returning without having sent anything produces the status with an empty body. What the handler throws is
     * logged; the client gets a {@code 500} when nothing was sent yet, else the connection is cut so that no client
     * takes half a body for a whole one.
     *
     * @param request the request, valid until this method returns
     * @param response its response, valid until this method returns
     * @throws Exception whatever went wrong
     */
    void handle(Request request, Response response) throws Exception;
}
