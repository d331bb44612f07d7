package org.jcorn.config;

import java.util.List;

/** Settings that bound what a client may send. */
public final class SecuritySettings {

    /** {@code limit_request_line}: bytes of the request line, 0 = the parser's own maximum. */
    public static final Setting<Integer> LIMIT_REQUEST_LINE = Setting.integer("limit_request_line")
            .section(Section.SECURITY)
            .flag("--limit-request-line")
            .defaultValue("4094")
            .doc("How many bytes a request line may have; 0 = unlimited.", "Values above 8190 count as 8190.");

    /** {@code limit_request_fields}: number of header fields. */
    public static final Setting<Integer> LIMIT_REQUEST_FIELDS = Setting.integer("limit_request_fields")
            .section(Section.SECURITY)
            .flag("--limit-request-fields")
            .defaultValue("100")
            .doc("How many header fields a request may have.", "0 and values above 32768 count as 32768.");

    /** {@code limit_request_field_size}: bytes of one header field. */
    public static final Setting<Integer> LIMIT_REQUEST_FIELD_SIZE = Setting.integer("limit_request_field_size")
            .section(Section.SECURITY)
            .flag("--limit-request-field_size", "--limit-request-field-size")
            .defaultValue("8190")
            .doc(
                    "How many bytes one header field may have.",
                    "The name, the colon and the line end count. 0 counts as 8190. The underscore in the flag is "
                            + "Gunicorn's; a hyphen does as well.");

    /** {@code limit_request_body}: bytes of a request body, 0 = unlimited. */
    public static final Setting<Long> LIMIT_REQUEST_BODY = Setting.bytes("limit_request_body")
            .section(Section.SECURITY)
            .flag("--limit-request-body")
            .defaultValue("0")
            .doc(
                    "How many bytes the body of a request may have; 0 = unlimited.",
                    "A body that is announced to be longer is refused with 413 before it is read, one in chunks as soon as "
                            + "it is longer. Gunicorn has no such setting.");

    /** {@code websocket_max_frame_size}: bytes of the payload of a WebSocket frame. */
    public static final Setting<Long> WEBSOCKET_MAX_FRAME_SIZE = Setting.bytes("websocket_max_frame_size")
            .section(Section.SECURITY)
            .flag("--websocket-max-frame-size")
            .defaultValue("1m")
            .check(new Check.Most<>(Integer.MAX_VALUE))
            .doc(
                    "How many bytes the payload of a WebSocket frame may have; 0 = as many as a message.",
                    "A longer one closes the socket with code 1009. Gunicorn has no such setting.");

    /** {@code websocket_max_message_size}: bytes of a WebSocket message. */
    public static final Setting<Long> WEBSOCKET_MAX_MESSAGE_SIZE = Setting.bytes("websocket_max_message_size")
            .section(Section.SECURITY)
            .flag("--websocket-max-message-size")
            .defaultValue("1m")
            .check(new Check.Most<>(Integer.MAX_VALUE))
            .check(new Check.NotZero<>())
            .doc(
                    "How many bytes a WebSocket message may have, all its frames together and decompressed.",
                    "A longer one closes the socket with code 1009. Gunicorn has no such setting.");

    static final List<Setting<?>> ALL = List.of(
            LIMIT_REQUEST_LINE,
            LIMIT_REQUEST_FIELDS,
            LIMIT_REQUEST_FIELD_SIZE,
            LIMIT_REQUEST_BODY,
            WEBSOCKET_MAX_FRAME_SIZE,
            WEBSOCKET_MAX_MESSAGE_SIZE);

    private SecuritySettings() {}
}
