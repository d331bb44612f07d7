package org.jcorn.cli;

import java.io.IOException;
import java.io.PrintStream;
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
                throw new Conversion().execute(Program.ofThisThread());
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
}
