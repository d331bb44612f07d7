package org.jcorn.http;

/** How an exchange ended. */
public enum Outcome {
    /** The response went out whole. */
    OK("ok"),
    /** The client closed the connection or let it break while the request was served. */
    CLIENT_GONE("client_gone"),
    /** The client broke the framing of the body, and the application did not cope. */
    MALFORMED("malformed"),
    /** The client was too slow with the body, or did not read the response, or the application was over its time. */
    TIMED_OUT("timed_out"),
    /** The application threw, or sent less than it announced. */
    APP_ERROR("app_error");

    private final String label;

    Outcome(String label) {
        this.label = label;
    }

    /** {@return the stable name for logs and metrics} */
    public String label() {
        return label;
    }
}
