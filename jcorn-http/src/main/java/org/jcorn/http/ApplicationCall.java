package org.jcorn.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import org.jcorn.Application;
import org.jcorn.spi.RequestHooks;
import org.jspecify.annotations.Nullable;

/** Runs the application on one request after another of a connection, and sees to it that each gets an answer. */
final class ApplicationCall {
    private final HttpRequest request;
    private final HttpResponse response;
    private final RequestBody body;
    private final ExchangeListener listener;
    private final RequestTimer timer;
    private final @Nullable RequestHooks hooks;

    ApplicationCall(
            HttpRequest request,
            HttpResponse response,
            RequestBody body,
            ExchangeListener listener,
            RequestTimer timer,
            @Nullable RequestHooks hooks) {
        this.request = request;
        this.response = response;
        this.body = body;
        this.listener = listener;
        this.timer = timer;
        this.hooks = hooks;
    }

    /**
     * Run the application, finish the response or put one of our own in its place.
     *
     * @return how it went; null if it is suspended and goes on by {@link #proceed}
     */
    @Nullable
    Outcome run(Application application) {
        timer.start();
        return step(application);
    }

    /** Go on with a suspended request. {@return as {@link #run} does} */
    @Nullable
    Outcome proceed() {
        timer.resume();
        return step(null);
    }

    private @Nullable Outcome step(@Nullable Application application) {
        if (hooks == null) {
            return answer(application);
        }
        @Nullable Outcome outcome = Outcome.APP_ERROR;
        try {
            outcome = answer(application);
            return outcome;
        } finally {
            if (outcome != null) {
                hooks.after(request, response);
            }
        }
    }

    private @Nullable Outcome answer(@Nullable Application application) {
        Throwable cause;
        boolean overdue = false;
        try {
            boolean ended = true;
            try {
                if (application != null) {
                    begin(application);
                }
                Suspension suspension = request.suspension();
                ended = suspension == null || !suspension.isSuspended() || suspension.run();
            } finally {
                overdue = ended ? timer.stop() : timer.rest();
                // An interrupt that a handler leaves behind would close the next channel it meets: perhaps the
                // listener.
                Thread.interrupted();
            }
            if (!ended && !overdue) {
                return null;
            }
            if (!ended) {
                throw new InterruptedException("the time of the request is over"); // its thread took no notice
            }
            response.finish();
            return Outcome.OK;
        } catch (StackOverflowError e) {
            cause = e;
        } catch (VirtualMachineError e) {
            throw e; // Out of memory and the like concern the process, not the request.
        } catch (Throwable e) {
            cause = e;
        }
        return overdue ? fail(503, "The request took too long", Outcome.TIMED_OUT) : blame(cause);
    }

    private void begin(Application application) throws Exception {
        if (hooks != null) {
            hooks.before(request);
        }
        application.handle(request, response);
    }

    /** Tell whose fault it was, and answer if that is still possible. */
    private Outcome blame(Throwable cause) {
        SocketTimeoutException stalled = response.stalled();
        if (stalled != null) {
            listener.timedOut(request, stalled);
            return Outcome.TIMED_OUT;
        }
        if (response.clientGone() || body.fault() == RequestBody.Fault.CLIENT_GONE) {
            return Outcome.CLIENT_GONE;
        }
        HttpViolation broken = body.violation();
        if (broken != null) {
            listener.malformed(request, broken);
            return fail(broken.violation().status(), broken.violation().text(), Outcome.MALFORMED);
        }
        SocketTimeoutException slow = body.slow();
        if (slow != null) {
            listener.timedOut(request, slow);
            return fail(408, "The request did not arrive in time", Outcome.TIMED_OUT);
        }
        listener.failed(request, cause);
        return fail(500, "", Outcome.APP_ERROR);
    }

    private Outcome fail(int status, String text, Outcome outcome) {
        if (response.committed()) {
            return outcome;
        }
        try {
            response.fail(status, text, request.header("Accept"));
            return outcome;
        } catch (IOException e) {
            return outcome == Outcome.APP_ERROR ? outcome : Outcome.CLIENT_GONE;
        }
    }

    /**
     * Look at the time of the request being served. Called by another thread.
     *
     * @return whether the connection is to be cut
     */
    boolean lost(long now) {
        Thread thread = timer.thread();
        RequestTimer.Verdict verdict = timer.look(now);
        if (verdict == RequestTimer.Verdict.IN_TIME) {
            return false;
        }
        if (thread == null) {
            Suspension suspension = request.suspension();
            if (suspension != null) {
                listener.overdue(request, null);
                suspension.expire(); // a thread will answer it
            }
            return false;
        }
        if (verdict == RequestTimer.Verdict.OVERDUE) {
            listener.overdue(request, thread); // while the stack still shows what it does
            timer.interrupt();
            return false;
        }
        listener.lost(request, thread);
        return true;
    }
}
