package org.jcorn.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command on its way from a client to the arbiter, and what comes of it on the way back. */
public final class ControlCall {

    /**
     * What came of it.
     *
     * @param data maps, lists, texts, numbers and booleans
     * @param error what went wrong, or null
     */
    record Outcome(@Nullable Object data, @Nullable String error) {}

    private final List<String> words;
    private final Runnable done;
    private volatile @Nullable Outcome outcome;

    /**
     * @param words the command and its arguments
     * @param done tells whoever waits that there is an outcome
     */
    ControlCall(List<String> words, Runnable done) {
        this.words = words;
        this.done = done;
    }

    /** {@return the command and its arguments, at least one word} */
    public List<String> words() {
        return words;
    }

    /**
     * It was done.
     *
     * @param data maps, lists, texts, numbers and booleans, which nobody changes any more
     */
    public void answer(Object data) {
        end(new Outcome(data, null));
    }

    /**
     * It was not done.
     *
     * @param reason why
     */
    public void refuse(String reason) {
        end(new Outcome(null, reason));
    }

    private void end(Outcome what) {
        outcome = what;
        done.run();
    }

    /** {@return what came of it, or null as long as that is not known} */
    @Nullable
    Outcome outcome() {
        return outcome;
    }
}
