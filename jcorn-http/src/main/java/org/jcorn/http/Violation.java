package org.jcorn.http;

/**
 * Why a request is refused: the rule it breaks, the status answered, and a line of text the client may read.
 *
 * <p>Statuses are Gunicorn's, where that blames the client; where it answers 500 for a client's fault, 400 stands here.
 */
public enum Violation {
    /** A line ends with a bare line feed. */
    BARE_LF(400, "RFC 9112 §2.2", "A line must end with CR LF"),
    /** The input ends inside the request line or the header section. */
    HEAD_CUT_SHORT(400, "RFC 9112 §8", "The request head is incomplete"),
    /** The request line exceeds {@code limit_request_line}. */
    REQUEST_LINE_TOO_LONG(400, "RFC 9112 §3", "The request line is too long"),
    /** The request line is not three words with one space between them. */
    REQUEST_LINE(400, "RFC 9112 §3", "The request line is malformed"),
    /** The method is no token. */
    METHOD(400, "RFC 9110 §9.1", "The method is malformed"),
    /** The method is shorter than 3 or longer than 20 characters, or has lower-case letters or a hash sign. */
    METHOD_UNCONVENTIONAL(400, "RFC 9110 §9.1", "The method is not acceptable"),
    /** The target contains a control byte. */
    TARGET_BYTE(400, "RFC 9112 §3.2", "The request target contains a forbidden byte"),
    /** The target has none of the four forms, or one its method must not use. */
    TARGET_FORM(400, "RFC 9112 §3.2", "The request target is malformed"),
    /** The authority inside the target is malformed. */
    TARGET_AUTHORITY(400, "RFC 3986 §3.2", "The authority of the request target is malformed"),
    /** The version is not {@code HTTP/} digit, dot, digit. */
    VERSION(400, "RFC 9112 §2.3", "The protocol version is malformed"),
    /** The version is older than 1.0, or 2.0 and newer. */
    VERSION_UNSUPPORTED(400, "RFC 9112 §2.3", "The protocol version is not supported"),
    /** A field line has no colon. */
    FIELD_LINE(400, "RFC 9112 §5", "A header field has no colon"),
    /** A field name is empty or no token. */
    FIELD_NAME(400, "RFC 9110 §5.1", "A header field name is malformed"),
    /** There is white space between a field name and its colon. */
    FIELD_NAME_SPACE(400, "RFC 9112 §5.1", "White space before the colon of a header field"),
    /** A field name has an underscore, and {@code header_map} is {@code refuse}. */
    FIELD_NAME_UNDERSCORE(400, "RFC 3875 §4.1.18", "A header field name contains an underscore"),
    /** A field value contains a control byte. */
    FIELD_VALUE(400, "RFC 9110 §5.5", "A header field value contains a forbidden byte"),
    /** A field value is folded over several lines. */
    OBSOLETE_FOLDING(400, "RFC 9112 §5.2", "Obsolete line folding"),
    /** A field exceeds {@code limit_request_field_size}. */
    FIELD_TOO_LARGE(431, "RFC 6585 §5", "A header field is too large"),
    /** There are more fields than {@code limit_request_fields}. */
    TOO_MANY_FIELDS(431, "RFC 6585 §5", "Too many header fields"),
    /** The field section as a whole is too large. */
    FIELDS_TOO_LARGE(431, "RFC 6585 §5", "The header fields are too large"),
    /** A field that must occur once is repeated. */
    DUPLICATE_FIELD(400, "RFC 9110 §5.3", "A header field must not be repeated"),
    /** The {@code Host} field is not a host with an optional port. */
    HOST(400, "RFC 9112 §3.2", "The Host field is malformed"),
    /** The {@code Content-Length} field is not a number of bytes. */
    CONTENT_LENGTH(400, "RFC 9112 §6.2", "The Content-Length field is malformed"),
    /** Both {@code Content-Length} and a chunked {@code Transfer-Encoding} are there: the mark of request smuggling. */
    LENGTH_WITH_CODING(400, "RFC 9112 §6.1", "Both Content-Length and Transfer-Encoding"),
    /** The transfer codings do not end with the one and only {@code chunked}. */
    CODING_ORDER(400, "RFC 9112 §6.3", "The final transfer coding must be chunked, once"),
    /** A transfer coding is not known. */
    CODING_UNKNOWN(501, "RFC 9112 §6.1", "The transfer coding is not supported"),
    /** A transfer coding in an HTTP/1.0 request. */
    CODING_TOO_NEW(400, "RFC 9112 §6.1", "Transfer codings need HTTP/1.1"),
    /** An expectation other than {@code 100-continue}. */
    EXPECTATION(417, "RFC 9110 §10.1.1", "The expectation cannot be met"),
    /** Fields of {@code secure_scheme_headers} contradict each other. */
    SCHEME_CONFLICT(400, "secure_scheme_headers", "The forwarded scheme is contradictory"),
    /** The path is not below the script name that a trusted proxy or the configuration sets. */
    PATH_OUTSIDE_SCRIPT_NAME(400, "RFC 3875 §4.1.13", "The path is outside the application"),
    /** A PROXY prefix came from a peer not in {@code proxy_allow_ips}. */
    PROXY_FORBIDDEN(403, "PROXY protocol §2", "PROXY protocol is not allowed from this address"),
    /** A version 1 PROXY line is malformed. */
    PROXY_LINE(400, "PROXY protocol §2.1", "The PROXY line is malformed"),
    /** A version 2 PROXY header is malformed. */
    PROXY_HEADER(400, "PROXY protocol §2.2", "The PROXY header is malformed"),
    /** A chunk size is not a hexadecimal number. */
    CHUNK_SIZE(400, "RFC 9112 §7.1", "A chunk size is malformed"),
    /** A chunk extension contains a control byte. */
    CHUNK_EXTENSION(400, "RFC 9112 §7.1.1", "A chunk extension is malformed"),
    /** A chunk-size line is too long. */
    CHUNK_LINE_TOO_LONG(400, "RFC 9112 §7.1.1", "A chunk extension is too long"),
    /** A chunk is not followed by CR LF. */
    CHUNK_END(400, "RFC 9112 §7.1", "A chunk does not end with CR LF"),
    /** A field that must not stand in a trailer section. */
    TRAILER_FORBIDDEN(400, "RFC 9110 §6.5.1", "A field is not allowed in the trailer section"),
    /** The body is longer than {@code limit_request_body}. */
    BODY_TOO_LONG(413, "RFC 9110 §15.5.14", "The request body is too long"),
    /** The input ends inside the body. */
    BODY_CUT_SHORT(400, "RFC 9112 §8", "The request body is incomplete");

    private final int status;
    private final String rule;
    private final String text;

    Violation(int status, String rule, String text) {
        this.status = status;
        this.rule = rule;
        this.text = text;
    }

    /** {@return the status the client gets} */
    public int status() {
        return status;
    }

    /** {@return the section or setting that is violated} */
    public String rule() {
        return rule;
    }

    /** {@return one line for client and log} */
    public String text() {
        return text;
    }
}
