package org.jcorn.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.jcorn.arbiter.Conversion;
import org.jcorn.arbiter.Program;
import org.jcorn.spi.EmbeddedServer;
import org.jcorn.spi.Embedding;

/** The arbiter of a program that embeds jcorn: its first process becomes that. */
public final class EmbeddedArbiter implements EmbeddedServer {

    private static final int CANNOT_START = 1;

    /** For {@link java.util.ServiceLoader}. */
    public EmbeddedArbiter() {}

    @Override
    public String role() {
        return ARBITER;
    }

    @Override
    public int run(Embedding embedding) {
        PrintStream err = System.err;
        try {
            Program program = Program.ofThisArbiter();
            if (program == null) {
                throw new Conversion().execute(shareable(Program.ofThisThread(), err));
            }
            Map<String, String> environment = System.getenv();
            return new Main(environment, System.out, err, new ArbiterLauncher())
                    .run(parser -> new EmbeddedSource(
                            environment, Main.fromEnvironment(environment, parser), embedding, program.name()));
        } catch (IOException e) {
            err.println("jcorn: error: this program cannot become a server: " + e.getMessage());
            return CANNOT_START;
        }
    }

    private static Program shareable(Program program, PrintStream err) {
        List<String> unshared = program.unsharedOptions();
        if (!unshared.isEmpty()) {
            err.println("jcorn: warning: " + String.join(" ", unshared) + " is left out: only one process can have that"
                    + " port; the setting worker_jvm_options is for workers alone");
        }
        return program.without(unshared);
    }
}
