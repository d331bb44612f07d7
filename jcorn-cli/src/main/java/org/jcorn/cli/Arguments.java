package org.jcorn.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jcorn.config.Setting;

/**
 * What a command line says.
 *
 * @param values what each setting's flags were given, in order
 * @param application the positional argument, if there is one
 * @param help whether {@code --help} is among them
 * @param version whether {@code --version} is among them
 */
record Arguments(Map<Setting<?>, List<String>> values, Optional<String> application, boolean help, boolean version) {

    /** What no command line says. */
    static final Arguments NONE = new Arguments(Map.of(), Optional.empty(), false, false);

    /** {@return the text a setting was given, as a configuration file would have it} */
    Optional<String> text(Setting<?> setting) {
        List<String> occurrences = values.get(setting);
        return occurrences == null ? Optional.empty() : Optional.of(setting.join(occurrences));
    }
}
