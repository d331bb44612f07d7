package org.jcorn.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jcorn.config.ControlSettings;
import org.jcorn.config.Version;
import org.jcorn.control.ControlClient;
import org.jcorn.control.ControlException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command {@code jcornc [OPTIONS]}: asks a running server, and tells it what to do, through its control socket. */
public final class ControlMain {

    private static final int FAILED = 1;
    private static final int USAGE_ERROR = 2;

    private static final List<String> LEAVE = List.of("quit", "exit", "q");

    private static final String HELP = """
            usage: jcornc [OPTIONS]

            Ask a running jcorn and tell it what to do.

              -s, --socket PATH      Its control socket [$XDG_RUNTIME_DIR/jcorn.ctl, else
                                     ~/.jcorn/jcorn.ctl]
              -c, --command COMMAND  Do only that, such as "show workers"; without it
                                     commands are read from standard input, and "help"
                                     shows which there are.
              -j, --json             Show replies as JSON.
              -h, --help             Show this help and exit.
              -v, --version          Show the version and exit.
            """;

    private final Map<String, String> environment;
    private final BufferedReader in;
    private final PrintStream out;
    private final PrintStream err;
    private final boolean prompts;

    private final OptionSpec socket = option("-s", "--socket");
    private final OptionSpec command = option("-c", "--command");
    private final OptionSpec json = flag("-j", "--json");
    private final OptionSpec help = flag("-h", "--help");
    private final OptionSpec version = flag("-v", "--version");

    /** @param prompts whether somebody sits there and types */
    ControlMain(Map<String, String> environment, InputStream in, PrintStream out, PrintStream err, boolean prompts) {
        this.environment = environment;
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
        this.err = err;
        this.prompts = prompts;
    }

    /**
     * Run the command and exit: 0 done, 1 not done or no server, 2 usage error, 130 interrupted, as the JVM does of itself.
     *
     * @param args the arguments
     */
    public static void main(String[] args) {
        boolean prompts = Boolean.getBoolean("jcorn.prompts"); // the launcher knows whether this is a terminal
        System.exit(new ControlMain(System.getenv(), System.in, System.out, System.err, prompts).run(args));
    }

    /** {@return the exit code} */
    int run(String... args) {
        ParseResult options;
        try {
            options = new CommandLine(CommandSpec.create()
                            .addOption(socket)
                            .addOption(command)
                            .addOption(json)
                            .addOption(help)
                            .addOption(version))
                    .setExpandAtFiles(false)
                    .parseArgs(args);
        } catch (ParameterException e) {
            error(String.valueOf(e.getMessage()));
            return USAGE_ERROR;
        }
        if (options.hasMatchedOption(help)) {
            out.print(HELP);
            return 0;
        }
        if (options.hasMatchedOption(version)) {
            out.println("jcornc (version " + Version.current() + ")");
            return 0;
        }
        try {
            return run(
                    path(options.matchedOptionValue("-s", null)),
                    options.matchedOptionValue("-c", null),
                    options.hasMatchedOption(json));
        } catch (InvalidPathException e) {
            error("option '--socket': \"" + e.getInput() + "\" is not a path: " + e.getReason());
            return USAGE_ERROR;
        }
    }

    private Path path(@Nullable String given) {
        return given == null ? ControlSettings.standardPath(environment) : Path.of(given);
    }

    private int run(Path path, @Nullable String once, boolean asJson) {
        try (ControlClient client = ControlClient.open(path)) {
            return once == null ? converse(client, asJson) : obey(client, once, asJson);
        } catch (IOException | IllegalArgumentException e) { // the latter for a path that no socket can have
            error("no server answers at " + path + ": " + e.getMessage());
            return FAILED;
        }
    }

    private int converse(ControlClient client, boolean asJson) throws IOException {
        int status = 0;
        while (true) {
            if (prompts) {
                out.print("jcorn> ");
                out.flush();
            }
            String line = in.readLine();
            if (line == null || LEAVE.contains(line.strip())) {
                return status;
            }
            if (!line.isBlank()) {
                int latest = obey(client, line.strip(), asJson);
                status = prompts ? 0 : Math.max(status, latest);
            }
        }
    }

    private int obey(ControlClient client, String line, boolean asJson) throws IOException {
        try {
            JsonElement data = client.call(line);
            out.print(asJson ? pretty(data) + "\n" : ControlTables.render(data));
            out.flush();
            return 0;
        } catch (ControlException e) {
            error(e.getMessage());
            return FAILED;
        }
    }

    private static String pretty(JsonElement data) {
        return new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .serializeNulls()
                .create()
                .toJson(data);
    }

    private void error(String message) {
        err.println("jcornc: error: " + message);
        err.flush();
    }

    private static OptionSpec option(String... names) {
        return OptionSpec.builder(names).arity("1").type(String.class).build();
    }

    private static OptionSpec flag(String... names) {
        return OptionSpec.builder(names).arity("0").type(boolean.class).build();
    }
}
