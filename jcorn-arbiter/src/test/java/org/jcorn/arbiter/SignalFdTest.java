package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SignalFdTest {

    @Test
    void possibleOnlyWhereTheLauncherBlockedTheSignals() throws IOException {
        // Given
        boolean blocked = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigBlk:"))
                .map(line -> Long.parseUnsignedLong(line.substring(8).trim(), 16))
                .anyMatch(mask -> (mask & Signal.QUIT.bit()) != 0 && (mask & Signal.CHLD.bit()) != 0);

        // Then
        assertThat(SignalFd.possible()).isEqualTo(blocked);
    }

    @Test
    void nothingArrivedMeansNothingTaken() throws IOException {
        SignalFd signals = new SignalFd(PipedWorkers.OS);

        assertThat(signals.take()).isEmpty();
        assertThat(Descriptors.target(signals.fd())).isEqualTo("anon_inode:[signalfd]");
        assertThat(Descriptors.flags(signals.fd()) & Libc.O_CLOEXEC).isNotZero();
        PipedWorkers.OS.close(signals.fd());
    }
}
