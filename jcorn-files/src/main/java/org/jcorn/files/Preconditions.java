package org.jcorn.files;

import org.jcorn.Request;
import org.jspecify.annotations.Nullable;

/** The conditions under which a client wants the file (RFC 9110 §13). Dates that are none do not count. */
record Preconditions(
        @Nullable String ifMatch,
        @Nullable String ifNoneMatch,
        @Nullable String ifModifiedSince,
        @Nullable String ifUnmodifiedSince) {

    static Preconditions of(Request request) {
        return new Preconditions(
                request.header("If-Match"),
                request.header("If-None-Match"),
                request.header("If-Modified-Since"),
                request.header("If-Unmodified-Since"));
    }

    /** {@return 200 if it gets it, else 304 or 412} In the order of RFC 9110 §13.2.2. */
    int check(Validators state) {
        if (ifMatch != null ? !state.isIn(ifMatch, false) : modifiedSince(ifUnmodifiedSince, state)) {
            return 412;
        }
        if (ifNoneMatch != null) {
            return state.isIn(ifNoneMatch, true) ? 304 : 200;
        }
        boolean known = HttpDates.parse(ifModifiedSince) != HttpDates.NONE && !modifiedSince(ifModifiedSince, state);
        return known ? 304 : 200;
    }

    private static boolean modifiedSince(@Nullable String date, Validators state) {
        long since = HttpDates.parse(date);
        return since != HttpDates.NONE && state.modified() > since;
    }
}
