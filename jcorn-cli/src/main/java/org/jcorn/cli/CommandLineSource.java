package org.jcorn.cli;

import java.io.File;
import java.util.Map;
import java.util.Optional;
import org.jcorn.conf.ConfigFiles;
import org.jcorn.conf.FrameworkSettings;
import org.jcorn.conf.HookBinding;
import org.jcorn.config.Config;
import org.jcorn.config.ConfigException;
import org.jcorn.config.ConfigFileSettings;
import org.jcorn.config.ConfigSource;
import org.jcorn.config.ProcessNamingSettings;
import org.jcorn.config.Setting;
import org.jcorn.config.Settings;

/** The settings of a server started from the command line; of its sources only the configuration file can change. */
final class CommandLineSource implements ConfigSource {

    static final String COMMAND_ARGS = "JCORN_CMD_ARGS";

    private final Map<String, String> environment;
    private final Arguments fromEnvironment;
    private final Arguments commandLine;

    CommandLineSource(Map<String, String> environment, Arguments fromEnvironment, Arguments commandLine) {
        this.environment = environment;
        this.fromEnvironment = fromEnvironment;
        this.commandLine = commandLine;
    }

    @Override
    public Config load() {
        Config.Builder builder = new Config.Builder(environment);
        Optional<String> file = configFile();
        if (file.isPresent()) {
            Config.Builder stronger = new Config.Builder(environment);
            apply(fromEnvironment, COMMAND_ARGS, stronger);
            apply(commandLine, Config.COMMAND_LINE, stronger);
            ConfigFiles.read(file.get(), ConfigFiles.classPath(stronger), builder);
        }
        apply(fromEnvironment, COMMAND_ARGS, builder);
        apply(commandLine, Config.COMMAND_LINE, builder);
        if (commandLine.application().isPresent()) {
            builder.set(ConfigFileSettings.WSGI_APP, commandLine.application().get(), Config.COMMAND_LINE);
        }
        FrameworkSettings.apply(builder);
        if (file.isPresent()) {
            HookBinding.bind(builder);
        }
        String application = builder.text(ConfigFileSettings.WSGI_APP).orElse("");
        String served = builder.text(ConfigFileSettings.STATIC).orElse(application);
        if (!served.isEmpty()
                && builder.text(ProcessNamingSettings.DEFAULT_PROC_NAME).isEmpty()) {
            builder.set(ProcessNamingSettings.DEFAULT_PROC_NAME, served, Config.DEFAULT);
        }
        Config config = builder.build();
        if (served.isEmpty()) {
            throw new ConfigException("no application module specified");
        }
        if (!application.isEmpty() && config.get(ConfigFileSettings.STATIC).isPresent()) {
            throw new ConfigException("setting 'static' (" + config.origin(ConfigFileSettings.STATIC)
                    + ") names what to serve, and so does \"" + application + "\" ("
                    + config.origin(ConfigFileSettings.WSGI_APP) + "): only one can be");
        }
        return config;
    }

    @Override
    public boolean slow() {
        Optional<String> file = configFile();
        return file.isPresent() && !file.get().endsWith(".properties");
    }

    private Optional<String> configFile() {
        Optional<String> file = commandLine.text(ConfigFileSettings.CONFIG);
        if (file.isEmpty()) {
            file = fromEnvironment.text(ConfigFileSettings.CONFIG);
        }
        return file.isEmpty() && new File(ConfigFiles.DEFAULT).isFile() ? Optional.of(ConfigFiles.DEFAULT) : file;
    }

    /** Set in the order of the table, so that problems are listed in that order. */
    static void apply(Arguments arguments, String origin, Config.Builder builder) {
        for (Setting<?> setting : Settings.all()) {
            // No lambda: the first one in a JVM costs more than all the rest here.
            Optional<String> text = arguments.text(setting);
            if (text.isPresent()) {
                builder.set(setting, text.get(), origin);
            }
        }
    }
}
