package org.jcorn.cli;

import java.io.PrintStream;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jcorn.config.Config;
import org.jcorn.config.ConfigException;
import org.jcorn.config.ConfigSource;
import org.jcorn.config.DebuggingSettings;
import org.jcorn.config.LoggingSettings;
import org.jcorn.config.PrintConfig;
import org.jcorn.config.ShellWords;
import org.jcorn.config.Version;
import org.jcorn.spi.Logger;

/** The command {@code jcorn [OPTIONS] [APP_MODULE]}. */
public final class Main {

    private static final int CONFIG_ERROR = 1;
    private static final int USAGE_ERROR = 2;
    private static final int UNEXPECTED_ERROR = 255;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;
    private final Launcher launcher;
    /** Until the settings are known nobody has asked for stack traces. */
    private boolean debug;

    Main(Map<String, String> environment, PrintStream out, PrintStream err, Launcher launcher) {
        this.environment = environment;
        this.out = out;
        this.err = err;
        this.launcher = launcher;
    }

    /**
     * Run the command and exit: 0 clean, 1 configuration error, 2 usage error, others as the arbiter says, 255 for
     * what nobody expected.
     *
     * @param args the arguments
     */
    public static void main(String[] args) {
        System.exit(new Main(System.getenv(), System.out, System.err, new ArbiterLauncher()).run(args));
    }

    /** Where the settings come from, when there is a parser of arguments. */
    interface SourceMaker {
        ConfigSource make(ArgumentParser parser);
    }

    /** {@return the exit code} */
    int run(String... args) {
        return guarded(() -> dispatch(args));
    }

    /** Serve with settings from there. {@return the exit code} */
    int run(SourceMaker source) {
        return guarded(() -> start(source.make(new ArgumentParser())));
    }

    private int guarded(IntSupplier work) {
        try {
            return work.getAsInt();
        } catch (UsageException e) {
            err.println(HelpText.USAGE);
            error(String.valueOf(e.getMessage()));
            return USAGE_ERROR;
        } catch (ConfigException e) {
            e.problems().forEach(this::error);
            return CONFIG_ERROR;
        } catch (RuntimeException | Error e) {
            error(e.toString());
            if (debug) {
                e.printStackTrace(err);
            }
            return UNEXPECTED_ERROR;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private int dispatch(String... args) {
        ArgumentParser parser = new ArgumentParser();
        Arguments commandLine = parser.parse(args);
        if (commandLine.help()) {
            out.print(HelpText.render());
            return 0;
        }
        if (commandLine.version()) {
            out.println("jcorn (version " + Version.current() + ")");
            return 0;
        }
        return start(new CommandLineSource(environment, fromEnvironment(environment, parser), commandLine));
    }

    private int start(ConfigSource source) {
        Config config = source.load();
        debug = config.get(LoggingSettings.LOGLEVEL) == Logger.Level.DEBUG;
        if (config.get(DebuggingSettings.PRINT_CONFIG)) {
            out.print(PrintConfig.render(config));
            out.flush();
            return launcher.check(config);
        }
        return config.get(DebuggingSettings.CHECK_CONFIG) ? launcher.check(config) : launcher.run(source, config);
    }

    /** {@return what JCORN_CMD_ARGS says} */
    static Arguments fromEnvironment(Map<String, String> environment, ArgumentParser parser) {
        String args = environment.getOrDefault(CommandLineSource.COMMAND_ARGS, "");
        if (args.isBlank()) {
            return Arguments.NONE;
        }
        try {
            return parser.parse(ShellWords.split(args).toArray(new String[0]));
        } catch (UsageException | IllegalArgumentException e) {
            throw new UsageException(e.getMessage() + " (JCORN_CMD_ARGS)");
        }
    }

    private void error(String message) {
        err.println("jcorn: error: " + message);
    }
}
