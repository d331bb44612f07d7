package org.jcorn.arbiter;

import java.util.ArrayList;
import java.util.List;

/** Options by which management tools and debuggers connect to a JVM: of several processes only one can have a port. */
final class ToolPorts {

    private static final String MANAGEMENT = "-Dcom.sun.management.";
    private static final List<String> MANAGEMENT_PORTS = List.of("jmxremote.port=", "jmxremote.rmi.port=");

    private ToolPorts() {}

    /** {@return whether an option is for management tools} */
    static boolean isManagement(String option) {
        return option.startsWith(MANAGEMENT);
    }

    /** {@return those of some options that processes cannot share} */
    static List<String> unshared(List<String> options) {
        boolean managed = options.stream().anyMatch(ToolPorts::fixesManagementPort);
        List<String> unshared = new ArrayList<>();
        for (String option : options) {
            // Without its port the rest would be no use, or open another.
            if (isManagement(option) ? managed : fixesDebuggerAddress(option)) {
                unshared.add(option);
            }
        }
        return unshared;
    }

    private static boolean fixesManagementPort(String option) {
        if (!isManagement(option)) {
            return false;
        }
        String property = option.substring(MANAGEMENT.length());
        return property.startsWith("config.file=") // which may say anything
                || MANAGEMENT_PORTS.stream()
                        .anyMatch(port -> property.startsWith(port) && !property.equals(port + "0"));
    }

    private static boolean fixesDebuggerAddress(String option) {
        if (!option.startsWith("-agentlib:jdwp=")
                && !option.startsWith("-Xrunjdwp:")
                && !(option.startsWith("-agentpath:") && option.contains("jdwp"))) {
            return false;
        }
        for (String part : option.substring(option.indexOf(option.startsWith("-X") ? ':' : '=') + 1)
                .split(",", -1)) {
            if (part.startsWith("address=")) {
                String port = part.substring(part.lastIndexOf(part.contains(":") ? ':' : '=') + 1);
                return !port.equals("0");
            }
        }
        return false;
    }
}
