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

    static final List<Setting<?>> ALL = List.of(LIMIT_REQUEST_LINE, LIMIT_REQUEST_FIELDS, LIMIT_REQUEST_FIELD_SIZE);

    private SecuritySettings() {}
}
