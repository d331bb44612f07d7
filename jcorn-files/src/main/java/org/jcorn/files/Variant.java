package org.jcorn.files;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is sent for a file: itself, or a compressed one that lies beside it.
 *
 * @param file what is sent
 * @param coding its {@code Content-Encoding}, or empty
 * @param negotiated whether another client may get another one
 */
record Variant(FileTree.Entry file, String coding, boolean negotiated) {

    /** Codings and extensions, the best first. */
    private static final String[][] CODINGS = {{"br", ".br"}, {"gzip", ".gz"}};

    /**
     * {@return what to send for a file}
     *
     * @param accepted the field {@code Accept-Encoding}
     */
    static Variant of(FileTree.Entry file, FileTree tree, @Nullable String accepted) {
        boolean negotiated = false;
        for (String[] coding : CODINGS) {
            FileTree.Entry other = tree.sibling(file, coding[1]);
            if (other != null) {
                negotiated = true;
                if (accepts(accepted, coding[0])) {
                    return new Variant(other, coding[0], true);
                }
            }
        }
        return new Variant(file, "", negotiated);
    }

    /** RFC 9110 §12.5.3, without the asterisk. */
    private static boolean accepts(@Nullable String field, String coding) {
        if (field == null) {
            return false;
        }
        for (String each : field.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = each.split(";", 2);
            if (parts[0].trim().equals(coding)) {
                return parts.length == 1 || !parts[1].replace(" ", "").matches("q=0(\\.0*)?");
            }
        }
        return false;
    }
}
