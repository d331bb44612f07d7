package org.jcorn.files;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What tells one state of a file from another (RFC 9110 §8.8).
 *
 * @param etag a strong entity tag
 * @param modified seconds since 1970
 */
record Validators(String etag, long modified) {

    static Validators of(FileTree.Entry file, long size) {
        String etag =
                "\"" + Long.toHexString(file.modified().to(TimeUnit.NANOSECONDS)) + "-" + Long.toHexString(size) + "\"";
        return new Validators(etag, Math.floorDiv(file.modified().toMillis(), 1000));
    }

    /** {@return whether the client's part of the file is of this state, as far as it says (RFC 9110 §13.1.5)} */
    boolean allowRange(@Nullable String ifRange) {
        return ifRange == null || ifRange.equals(etag) || HttpDates.parse(ifRange) == modified;
    }

    /**
     * {@return whether a list of entity tags names this state}
     *
     * @param weak whether a tag that is weak does too
     */
    boolean isIn(String list, boolean weak) {
        for (String each : list.split(",", -1)) {
            String tag = each.trim();
            if (tag.equals("*") || tag.equals(etag) || (weak && tag.equals("W/" + etag))) {
                return true;
            }
        }
        return false;
    }
}
