package org.jcorn.config;

import java.util.List;

/** A configuration that cannot be used, with everything that is wrong with it. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // an immutable list of strings is serializable
    private final List<String> problems;

    /**
     * Make an exception out of all problems found.
     *
     * @param problems one line each, such as {@code setting 'workers': "-1" must be 0 or more (command line)}
     */
    public ConfigException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /**
     * Make an exception out of one problem.
     *
     * @param problem one line
     */
    public ConfigException(String problem) {
        this(List.of(problem));
    }

    /** {@return the problems, one line each, never empty} */
    public List<String> problems() {
        return problems;
    }
}
