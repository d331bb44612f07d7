package org.jcorn.config;

/** A text that is no value of its setting's type: quotes the text and names the rule it breaks. */
final class InvalidValue extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    InvalidValue(String text, String rule) {
        super(quote(text) + " " + rule);
    }

    /** @param rule the rule that something other than a text breaks */
    InvalidValue(String rule) {
        super(rule);
    }

    /** Nobody needs the stack of a typo, and a broken file may hold many. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted.append(Character.isISOControl(c) ? '?' : c);
        }
        return quoted.append('"').toString();
    }
}
