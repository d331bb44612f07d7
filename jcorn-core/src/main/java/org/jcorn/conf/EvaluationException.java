package org.jcorn.conf;

/** A configuration class that cannot be evaluated. The message is for the operator. */
final class EvaluationException extends Exception {

    private static final long serialVersionUID = 1L;

    EvaluationException(String message) {
        super(message);
    }
}
