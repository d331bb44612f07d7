package org.jcorn.log;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import org.jcorn.config.Config;
import org.jcorn.config.LoggingSettings;
import org.jcorn.config.ServerMechanicsSettings;

/**
 * Takes what this process prints by {@code System.out} and {@code System.err} into the file of the error log (setting
 * {@code capture_output}). What native code and other processes write goes where it went.
 */
final class OutputCapture {

    private final LogFile file;

    private OutputCapture(LogFile file) {
        this.file = file;
    }

    static OutputCapture begin(Config config) throws IOException {
        LogFile file = LogFile.open(
                "errorlog", config.get(ServerMechanicsSettings.CHDIR), config.get(LoggingSettings.ERRORLOG));
        System.setOut(stream(file));
        System.setErr(stream(file));
        return new OutputCapture(file);
    }

    /** With nothing between that buffers, what is printed by one call is one write. */
    private static PrintStream stream(LogFile file) {
        return new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        write(new byte[] {(byte) b}, 0, 1);
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) {
                        file.write(bytes, offset, length);
                    }
                },
                true);
    }

    void reopen() throws IOException {
        file.reopen();
    }
}
