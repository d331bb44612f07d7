package org.jcorn.arbiter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jcorn.config.Config;
import org.jcorn.config.ServerMechanicsSettings;
import org.jcorn.config.Setting;
import org.jcorn.config.SslSettings;

/**
 * A first look at the files that TLS needs: whether they are there at all, which as with Gunicorn comes before the
 * listeners. Whether they are any good the workers find out, who need them.
 */
final class TlsFiles {

    private static final List<Setting<Optional<Path>>> FILES =
            List.of(SslSettings.CERTFILE, SslSettings.KEYFILE, SslSettings.CA_CERTS);

    private TlsFiles() {}

    /** @throws IOException if one is not there */
    static void check(Config config) throws IOException {
        if (!SslSettings.enabled(config)) {
            return;
        }
        for (Setting<Optional<Path>> setting : FILES) {
            Optional<Path> file = config.get(setting);
            if (file.isPresent()
                    && !Files.exists(config.get(ServerMechanicsSettings.CHDIR).resolve(file.get()))) {
                throw new IOException("setting '" + setting.name() + "': \"" + file.get() + "\" does not exist");
            }
        }
    }
}
