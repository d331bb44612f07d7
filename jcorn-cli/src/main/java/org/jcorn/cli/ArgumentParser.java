package org.jcorn.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jcorn.config.DefunctSetting;
import org.jcorn.config.Setting;
import org.jcorn.config.Settings;
import org.jcorn.config.Suggestion;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Splits a command line into flags, their values and the application.
 *
 * <p>picocli knows the flags from the table of settings and gives back texts only: what they mean is the business of
 * {@link org.jcorn.config.Config}, so that values are judged alike wherever they come from.
 */
final class ArgumentParser {

    private final Map<Setting<?>, OptionSpec> options = new HashMap<>();
    private final List<String> flags = new ArrayList<>();
    private final OptionSpec help = bareFlag("-h", "--help");
    private final OptionSpec version = bareFlag("-v", "--version");
    private final PositionalParamSpec application = PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .build();
    private final CommandLine commandLine;

    ArgumentParser() {
        CommandSpec spec = CommandSpec.create().name("jcorn");
        for (Setting<?> setting : Settings.all()) {
            if (!setting.flags().isEmpty()) {
                OptionSpec option = option(setting);
                options.put(setting, option);
                flags.addAll(setting.flags());
                spec.addOption(option);
            }
        }
        flags.addAll(List.of(help.names()));
        flags.addAll(List.of(version.names()));
        spec.addOption(help).addOption(version).addPositional(application);
        spec.parser()
                .unmatchedArgumentsAllowed(true)
                .allowOptionsAsOptionParameters(true)
                .overwrittenOptionsAllowed(true);
        commandLine = new CommandLine(spec).setExpandAtFiles(false);
    }

    /**
     * Parse.
     *
     * @throws UsageException if an option is unknown or lacks its value
     */
    Arguments parse(String... args) {
        ParseResult result;
        try {
            result = commandLine.parseArgs(checkValues(args));
        } catch (ParameterException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        if (!result.unmatched().isEmpty()) {
            throw new UsageException(unrecognized(result.unmatched().get(0)));
        }
        return new Arguments(
                values(result), application(result), result.hasMatchedOption(help), result.hasMatchedOption(version));
    }

    private Map<Setting<?>, List<String>> values(ParseResult result) {
        Map<Setting<?>, List<String>> values = new HashMap<>();
        for (Map.Entry<Setting<?>, OptionSpec> option : options.entrySet()) {
            if (result.hasMatchedOption(option.getValue())) {
                Setting<?> setting = option.getKey();
                values.put(
                        setting,
                        setting.isBoolean()
                                ? List.of(setting.valueOfBareFlag())
                                : List.copyOf(option.getValue().stringValues()));
            }
        }
        return values;
    }

    private Optional<String> application(ParseResult result) {
        if (!result.hasMatchedPositional(application)) {
            return Optional.empty();
        }
        List<String> words = application.stringValues();
        if (words.size() > 1) {
            throw new UsageException("unrecognized argument '" + words.get(1) + "'");
        }
        return Optional.of(words.get(0));
    }

    private String unrecognized(String argument) {
        if (!argument.startsWith("-")) {
            return "unrecognized argument '" + argument + "'";
        }
        int equals = argument.indexOf('=');
        String flag = equals < 0 ? argument : argument.substring(0, equals);
        return "unrecognized option '" + flag + "'"
                + Suggestion.nearest(flag, flags)
                        .map(near -> ": did you mean '" + near + "'?")
                        .orElse("");
    }

    /**
     * Decide which words are values of flags, by argparse's rule: none that looks like a flag itself, a lone hyphen and
     * negative numbers excepted. picocli would judge by what its own options look like, even after {@code --flag=}.
     */
    private static String[] checkValues(String... args) {
        List<String> checked = new ArrayList<>(args.length);
        for (int at = 0; at < args.length; at++) {
            if (args[at].equals("--")) {
                checked.addAll(List.of(args).subList(at, args.length));
                break;
            }
            refuseDefunct(args[at]);
            Setting<?> setting = withFlag(args[at]);
            if (setting == null || setting.isBoolean()) {
                checked.add(args[at]);
            } else if (!setting.valueOfBareFlag().isEmpty()) {
                checked.add(args[at] + "=" + setting.valueOfBareFlag());
            } else {
                if (at + 1 == args.length || (looksLikeFlag(args[at + 1]) && !setting.anyValue())) {
                    throw new UsageException("option '" + args[at] + "' needs a value");
                }
                checked.add(args[at]);
                at++;
                checked.add(args[at]);
            }
        }
        return checked.toArray(new String[0]);
    }

    private static void refuseDefunct(String arg) {
        int equals = arg.indexOf('=');
        String flag = equals < 0 ? arg : arg.substring(0, equals);
        Optional<DefunctSetting> defunct = DefunctSetting.withFlag(flag);
        if (defunct.isPresent()) {
            throw new UsageException(
                    "option '" + flag + "' is defunct: " + defunct.get().advice());
        }
    }

    private static @Nullable Setting<?> withFlag(String arg) {
        if (arg.startsWith("-")) {
            for (Setting<?> setting : Settings.all()) {
                if (setting.flags().contains(arg)) {
                    return setting;
                }
            }
        }
        return null;
    }

    private static boolean looksLikeFlag(String arg) {
        return arg.length() > 1 && arg.charAt(0) == '-' && !Character.isDigit(arg.charAt(1));
    }

    private static OptionSpec option(Setting<?> setting) {
        String[] names = setting.flags().toArray(new String[0]);
        if (setting.isBoolean()) {
            return bareFlag(names);
        }
        return OptionSpec.builder(names)
                .arity("1")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .build();
    }

    private static OptionSpec bareFlag(String... names) {
        return OptionSpec.builder(names).arity("0").type(boolean.class).build();
    }
}
