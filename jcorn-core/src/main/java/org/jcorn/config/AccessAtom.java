package org.jcorn.config;

/** What a line of the access log can tell of a request, by the names that Gunicorn gives its atoms. */
public enum AccessAtom {
    /** Text of the format itself. */
    TEXT("", Kind.TEXT),
    /** {@code h}: the client's address. */
    REMOTE_HOST("h", Kind.TEXT),
    /** {@code l}: nothing, which the common log format has room for. */
    IDENTITY("l", Kind.TEXT),
    /** {@code u}: the user of basic authentication. */
    USER("u", Kind.TEXT),
    /** {@code t}: when the request ended. */
    TIME("t", Kind.TEXT),
    /** {@code r}: the request line. */
    REQUEST_LINE("r", Kind.TEXT),
    /** {@code target}: the target of the request line. */
    TARGET("target", Kind.TEXT),
    /** {@code m}: the method. */
    METHOD("m", Kind.TEXT),
    /** {@code U}: the path, decoded, below the script name. */
    PATH("U", Kind.TEXT),
    /** {@code q}: the query. */
    QUERY("q", Kind.TEXT),
    /** {@code H}: the protocol. */
    PROTOCOL("H", Kind.TEXT),
    /** {@code s}: the status. */
    STATUS("s", Kind.NUMBER),
    /** {@code b}: bytes of the body that were sent. */
    BYTES("b", Kind.NUMBER),
    /** {@code B}: the same. */
    BYTES_SENT("B", Kind.NUMBER),
    /** {@code f}: the {@code Referer}. */
    REFERER("f", Kind.TEXT),
    /** {@code a}: the {@code User-Agent}. */
    USER_AGENT("a", Kind.TEXT),
    /** {@code T}: how long it took, in whole seconds. */
    SECONDS("T", Kind.NUMBER),
    /** {@code M}: in milliseconds. */
    MILLISECONDS("M", Kind.NUMBER),
    /** {@code D}: in microseconds. */
    MICROSECONDS("D", Kind.NUMBER),
    /** {@code L}: in seconds with six decimals. */
    DECIMAL_SECONDS("L", Kind.NUMBER),
    /** {@code p}: the number of the worker process, in angle brackets. */
    PROCESS("p", Kind.TEXT),
    /** {@code pid}: the number alone. */
    PID("pid", Kind.NUMBER),
    /** {@code outcome}: how the request ended. */
    OUTCOME("outcome", Kind.TEXT),
    /** <code>{NAME}i</code>: a field of the request. */
    REQUEST_FIELD("i", Kind.NAMED),
    /** <code>{NAME}o</code>: a field of the response. */
    RESPONSE_FIELD("o", Kind.NAMED),
    /** <code>{NAME}e</code>: an attribute that the application has set, or a variable as CGI has them. */
    VARIABLE("e", Kind.NAMED);

    private enum Kind {
        TEXT,
        NUMBER,
        NAMED
    }

    private final String symbol;
    private final Kind kind;

    AccessAtom(String symbol, Kind kind) {
        this.symbol = symbol;
        this.kind = kind;
    }

    /** {@return its name in a format, or what follows the braces} */
    public String symbol() {
        return symbol;
    }

    /** {@return whether its value is a number, when there is one} */
    public boolean number() {
        return kind == Kind.NUMBER;
    }

    /** {@return whether it needs the name of a field or variable} */
    public boolean named() {
        return kind == Kind.NAMED;
    }
}
