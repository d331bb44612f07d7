package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jcorn.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlTest {

    @TempDir
    Path directory;

    private final RecordingLogger log = new RecordingLogger();
    private final List<Control> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Control::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0600", "0660", "0200", "0777"})
    void hasTheModeOfTheSettings(String mode) throws IOException {
        // When
        open(true, Map.of("control_socket", at("a"), "control_socket_mode", mode));

        // Then
        assertThat((int) Files.getAttribute(Path.of(at("a")), "unix:mode", LinkOption.NOFOLLOW_LINKS) & 0777)
                .isEqualTo(Integer.decode(mode));
    }

    @Test
    void removesItsFileAndNoOther() throws IOException {
        // Given
        Control first = open(true, Map.of("control_socket", at("a")));
        Files.delete(Path.of(at("a")));
        open(true, Map.of("control_socket", at("a")));

        // When
        first.close();

        // Then
        assertThat(Path.of(at("a"))).exists();
    }

    @Test
    void aPlaceThatIsTakenIsAnErrorIfItWasChosen() throws IOException {
        open(true, Map.of("control_socket", at("a")));

        assertThatThrownBy(() -> open(true, Map.of("control_socket", at("a"))))
                .isInstanceOf(IOException.class)
                .hasMessage("setting 'control_socket': \"" + at("a") + "\" cannot be used: Address already in use");
    }

    @Test
    void anotherPlaceThatIsTakenIsAWarning() throws IOException {
        open(true, Map.of());

        open(true, Map.of());

        assertThat(log.records())
                .anyMatch(record -> record.contains("No control socket, " + at("jcorn.ctl")
                        + " cannot be used: Address already in use; --control-socket names another place"));
    }

    @Test
    void aServerWhoseQueueIsFullIsAlive() throws IOException {
        // Given
        List<SocketChannel> clients = new ArrayList<>();
        try (ServerSocketChannel busy = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            busy.bind(UnixDomainSocketAddress.of(at("a")), 1);
            fill(Path.of(at("a")), clients);

            // When, then
            assertThatThrownBy(() -> open(true, Map.of("control_socket", at("a"))))
                    .hasMessageContaining("Address already in use");
        }
        for (SocketChannel client : clients) {
            client.close();
        }
    }

    private static void fill(Path socket, List<SocketChannel> clients) throws IOException {
        boolean room = true;
        while (room) {
            SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
            clients.add(client);
            client.configureBlocking(false);
            try {
                room = client.connect(UnixDomainSocketAddress.of(socket));
            } catch (SocketException e) {
                room = false;
            }
        }
    }

    @Test
    void waitsBesideItsPlaceUntilItLeads() throws IOException {
        // Given
        Map<String, String> settings = Map.of("control_socket", at("a"));
        Control old = open(true, settings);
        Control next = open(false, settings);
        assertThat(Path.of(at("a.2"))).exists();

        // When
        old.close();
        turn(next, settings, true);

        // Then
        assertThat(Path.of(at("a"))).exists();
        assertThat(Path.of(at("a.2"))).doesNotExist();
        next.close();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void staysBesideItsPlaceIfThatIsAnothers() throws IOException {
        // Given
        Map<String, String> settings = Map.of("control_socket", at("a"));
        Control other = open(true, settings);
        Control next = open(false, settings);

        // When
        turn(next, settings, true);

        // Then
        assertThat(log.records()).anyMatch(record -> record.contains("Address already in use; it stays " + at("a.2")));
        next.close();
        assertThat(Path.of(at("a"))).exists();
        other.close();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void makesTheDirectoryInTheHome() throws IOException {
        // Given
        Control control = new Control(PipedWorkers.OS, log, Map.of("HOME", directory.toString()), true);
        opened.add(control);

        // When
        control.open(Config.of(Map.of()));

        // Then
        assertThat(directory.resolve(".jcorn/jcorn.ctl")).exists();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(".jcorn"))))
                .isEqualTo("rwx------");
    }

    @Test
    void withdrawsWhatAReloadOpenedThatCameToNothing() throws IOException {
        // Given
        Map<String, String> settings = Map.of("control_socket", at("a"));
        Control control = open(true, settings);

        // When
        control.prepare(Config.of(Map.of("control_socket", at("b"))));
        assertThat(Path.of(at("b"))).exists();
        turn(control, settings, true);

        // Then
        assertThat(Path.of(at("a"))).exists();
        assertThat(Path.of(at("b"))).doesNotExist();
    }

    private String at(String name) {
        return directory.resolve(name).toString();
    }

    private Control open(boolean leads, Map<String, String> settings) throws IOException {
        Control control = new Control(PipedWorkers.OS, log, Map.of("XDG_RUNTIME_DIR", directory.toString()), leads);
        opened.add(control);
        control.open(Config.of(settings));
        return control;
    }

    private void turn(Control control, Map<String, String> settings, boolean leads) {
        Native os = PipedWorkers.OS;
        Succession succession = new Succession(os, log, Parent.none(os), null, null, Inheritance.none());
        control.turn(new Deployment(os, log, succession, control, PipedWorkers.generation(1, settings)), leads);
    }
}
