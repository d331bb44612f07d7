package org.jcorn.config;

/**
 * A part of an {@link AccessLogFormat}.
 *
 * @param atom what it stands for
 * @param text the text of {@link AccessAtom#TEXT}, the name of a field or variable, else empty
 */
public record AccessPiece(AccessAtom atom, String text) {

    /** {@return the atom as a format has it, such as <code>h</code> or <code>{x-request-id}i</code>} */
    public String key() {
        return atom.named() ? "{" + text + "}" + atom.symbol() : atom.symbol();
    }
}
