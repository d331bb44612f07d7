package org.jcorn.it.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jcorn.Request;
import org.jcorn.Response;

/**
 * An application whose loading the test controls by files in the working directory: {@code boot-PID.entered} appears,
 * then it waits as long as there is {@code boot.closed}, then it fails if there is {@code boot.fail}.
 */
public final class GatedBoot {

    static {
        try {
            Files.createFile(Path.of("boot-" + ProcessHandle.current().pid() + ".entered"));
            while (Files.exists(Path.of("boot.closed"))) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            if (Files.exists(Path.of("boot.fail"))) {
                throw new IllegalStateException("told to fail");
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private GatedBoot() {}

    static void app(Request request, Response response) throws Exception {
        Probe.app(request, response);
    }
}
