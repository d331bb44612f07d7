package org.jcorn.http;

import org.jspecify.annotations.Nullable;

/** A request that breaks a rule. It carries no stack trace: clients cause it at will, and the rule says it all. */
public final class HttpViolation extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int DETAIL_LENGTH = 120;

    private final Violation violation;
    private final @Nullable String detail;

    /**
     * Report a violation.
     *
     * @param violation the rule
     * @param detail what was seen, for the log only, or null
     */
    public HttpViolation(Violation violation, @Nullable String detail) {
        super(detail == null ? violation.text() : violation.text() + ": " + detail, null, false, false);
        this.violation = violation;
        this.detail = detail;
    }

    /** Report a violation, quoting the offending bytes for the log. */
    static HttpViolation of(Violation violation, byte[] bytes, int from, int to) {
        return new HttpViolation(violation, quote(bytes, from, to));
    }

    /** {@return the rule that was broken} */
    public Violation violation() {
        return violation;
    }

    /** {@return what was seen, control bytes escaped, or null; for the log, not for the client} */
    public @Nullable String detail() {
        return detail;
    }

    private static String quote(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = from; i < to; i++) {
            if (i - from == DETAIL_LENGTH) {
                return text.append("\"...").toString();
            }
            int b = bytes[i] & 0xff;
            if (b >= 0x20 && b < 0x7f && b != '"' && b != '\\') {
                text.append((char) b);
            } else {
                text.append("\\x").append(Character.forDigit(b >> 4, 16)).append(Character.forDigit(b & 15, 16));
            }
        }
        return text.append('"').toString();
    }
}
