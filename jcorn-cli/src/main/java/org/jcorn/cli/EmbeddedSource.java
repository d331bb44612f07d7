package org.jcorn.cli;

import java.util.Map;
import java.util.Optional;
import org.jcorn.config.Config;
import org.jcorn.config.ConfigSource;
import org.jcorn.config.ProcessNamingSettings;
import org.jcorn.config.Setting;
import org.jcorn.config.Settings;
import org.jcorn.spi.Embedding;

/** The settings of a server that a program has put together: what it says, then what the environment says. */
final class EmbeddedSource implements ConfigSource {

    private static final String ORIGIN = "program";

    private final Map<String, String> environment;
    private final Arguments fromEnvironment;
    private final Embedding embedding;
    private final String name;

    /** @param name what it is called where nothing else is said */
    EmbeddedSource(Map<String, String> environment, Arguments fromEnvironment, Embedding embedding, String name) {
        this.environment = environment;
        this.fromEnvironment = fromEnvironment;
        this.embedding = embedding;
        this.name = name;
    }

    @Override
    public Config load() {
        Config.Builder builder = new Config.Builder(environment);
        for (Map.Entry<String, Object> entry : embedding.settings().entrySet()) {
            Optional<Setting<?>> setting = Settings.named(entry.getKey());
            if (setting.isPresent()) {
                builder.setObject(setting.get(), entry.getValue(), ORIGIN);
            } else {
                builder.set(
                        entry.getKey(), String.valueOf(entry.getValue()), ORIGIN); // which says what is wrong with it
            }
        }
        CommandLineSource.apply(fromEnvironment, CommandLineSource.COMMAND_ARGS, builder);
        builder.hooks().addAll(embedding.hooks());
        if (builder.text(ProcessNamingSettings.DEFAULT_PROC_NAME).isEmpty()) {
            builder.set(ProcessNamingSettings.DEFAULT_PROC_NAME, name, Config.DEFAULT);
        }
        return builder.build();
    }
}
