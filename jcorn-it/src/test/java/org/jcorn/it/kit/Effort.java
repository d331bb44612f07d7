package org.jcorn.it.kit;

/** How long the tests of endurance go on: shortly with every build, in full with {@code -Djcorn.long=true}. */
public final class Effort {

    private static final boolean WHOLE = Boolean.getBoolean("jcorn.long");

    private Effort() {}

    /** {@return how often to do it} */
    public static int of(int shortly, int inFull) {
        return WHOLE ? inFull : shortly;
    }
}
