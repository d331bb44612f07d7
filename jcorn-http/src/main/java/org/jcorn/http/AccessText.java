package org.jcorn.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jcorn.config.AccessAtom;
import org.jcorn.config.AccessPiece;

/** Lines after the pattern of the setting {@code access_log_format}. */
final class AccessText implements AccessFormat {

    private static final byte[] NONE = {};

    private final AccessValues values;
    private final AccessPiece[] pieces;
    /** The bytes of the pieces that are texts, {@link #NONE} at the places of the others. */
    private final byte[][] texts;

    AccessText(AccessValues values, List<AccessPiece> pieces) {
        this.values = values;
        this.pieces = pieces.toArray(new AccessPiece[0]);
        this.texts = new byte[this.pieces.length][];
        for (int i = 0; i < texts.length; i++) {
            boolean text = this.pieces[i].atom() == AccessAtom.TEXT;
            texts[i] = text ? this.pieces[i].text().getBytes(StandardCharsets.UTF_8) : NONE;
        }
    }

    @Override
    public AccessLine newLine() {
        return new AccessLine(false);
    }

    @Override
    public void append(AccessRecord record, AccessLine line) {
        for (int i = 0; i < pieces.length; i++) {
            if (texts[i] != NONE) {
                line.put(texts[i]);
            } else if (!values.append(pieces[i], record, line)) {
                line.put('-');
            }
        }
    }
}
