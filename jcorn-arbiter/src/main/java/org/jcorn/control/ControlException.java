package org.jcorn.control;

/** A command that is not obeyed, or that the other end did not obey. Its message is for the user. */
public final class ControlException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Make one.
     *
     * @param message what is wrong
     */
    public ControlException(String message) {
        super(message);
    }

    /** {@return what is wrong} */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
