package org.jcorn.arbiter;

import java.nio.file.Path;
import org.jcorn.config.BindAddress;
import org.jcorn.config.Config;
import org.jcorn.config.ServerMechanicsSettings;

/** The setting {@code chdir}, for the arbiter, which cannot change its own directory. */
final class WorkingDirectory {

    private WorkingDirectory() {}

    /** {@return where a path of a setting leads; it stays as it was written where that is the same} */
    static Path locate(Config config, Path path) {
        Path directory = config.get(ServerMechanicsSettings.CHDIR);
        return directory.equals(Path.of("").toAbsolutePath()) ? path : directory.resolve(path);
    }

    /** {@return an address whose path is located} */
    static BindAddress locate(Config config, BindAddress address) {
        return address instanceof BindAddress.Unix unix ? new BindAddress.Unix(locate(config, unix.path())) : address;
    }
}
