package org.jcorn.spi;

/** What a process becomes when a program calls {@link org.jcorn.Jcorn#run}: one provider for each role. @since 0.1 */
public interface EmbeddedServer {

    /** The system property that tells the role of a process. The program's own process has none yet. */
    String ROLE = "jcorn.role";

    /** The role of the process that supervises, and of the one that is to become it. */
    String ARBITER = "arbiter";

    /** The role of the processes that serve. */
    String WORKER = "worker";

    /** {@return the role this provider is for} */
    String role();

    /**
     * Be it.
     *
     * @param embedding what the program wants
     * @return the exit code
     */
    int run(Embedding embedding);
}
