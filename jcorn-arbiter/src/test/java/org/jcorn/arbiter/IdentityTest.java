package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jcorn.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTest {

    private static final Path JAVA = Path.of("/opt/jdk/bin/java");

    @Test
    void withoutSettingsWorkersAreWhatTheArbiterIs() throws IOException {
        Identity identity = of(Map.of());

        assertThat(identity.changes()).isFalse();
        assertThat(identity.program(JAVA)).isEqualTo(JAVA);
        assertThat(identity.arguments(JAVA, "jcorn: worker", "@args")).containsExactly("jcorn: worker", "@args");
    }

    @Test
    void thisUserNeedsNoChange() throws IOException {
        String uid = Integer.toUnsignedString(PipedWorkers.OS.libc().geteuid());
        String gid = Integer.toUnsignedString(PipedWorkers.OS.libc().getegid());

        assertThat(of(Map.of("user", uid, "group", gid)).changes()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            user=4321 group=5432                  | --reuid=4321 --regid=5432 --clear-groups
            user=4294967294 group=5432            | --reuid=4294967294 --regid=5432 --clear-groups
            group=5432                            | --reuid=0 --regid=5432 --clear-groups
            group=5432 initgroups=true            | --reuid=0 --regid=5432 --init-groups
            """)
    void rootBecomesAnybody(String settings, String options) throws IOException {
        assumeTrue(root());

        Identity identity = of(settings(settings));

        assertThat(identity.program(JAVA)).hasFileName("setpriv").isExecutable();
        assertThat(String.join(" ", identity.arguments(JAVA, "jcorn: worker", "@args")))
                .isEqualTo("setpriv " + options + " -- /opt/jdk/bin/java -Djcorn.title=jcorn: worker @args");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            user=no-such-user                     | setting 'user': "no-such-user" is no user of this system
            user=99999999999                      | setting 'user': "99999999999" is no user of this system
            user=root group=no-such-group         | setting 'group': "no-such-group" is no group of this system
            user=54321                            | setting 'user': "54321" has no entry among the users of this system
            user=54321 group=0 initgroups=true    | setting 'user': "54321" has no entry among the users of this system
            """)
    void whoIsNotThereIsNamed(String settings, String message) {
        assertThatThrownBy(() -> of(settings(settings)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void othersThanRootCannotBecomeAnybody() {
        assumeTrue(!root());

        assertThatThrownBy(() -> of(Map.of("user", "root")))
                .hasMessageStartingWith("setting 'user': \"root\" cannot be, because this process is not root");
    }

    @Test
    void filesAndSocketsAreGivenAway(@TempDir Path directory) throws IOException {
        assumeTrue(root());
        // Given
        Identity identity = new Identity("user shop", 4321, 5432, false, Optional.of(Path.of("/usr/bin/setpriv")));
        Path file = Files.writeString(directory.resolve("error.log"), "");
        Path link = Files.createSymbolicLink(directory.resolve("link.log"), file.resolveSibling("other.log"));
        Path other = Files.writeString(directory.resolve("other.log"), "");
        Path socket = directory.resolve("a.sock");
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(socket));

            // When
            for (Path each : List.of(file, link, socket, directory, directory.resolve("missing"))) {
                identity.own(each);
            }

            // Then
            assertThat(owner(file)).isEqualTo("4321:5432");
            assertThat(owner(socket)).isEqualTo("4321:5432");
            assertThat(owner(link)).isEqualTo("0:0");
            assertThat(owner(other)).isEqualTo("0:0");
            assertThat(owner(directory)).isEqualTo("0:0");
        }
    }

    private static String owner(Path file) throws IOException {
        return Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS) + ":"
                + Files.getAttribute(file, "unix:gid", LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean root() {
        return PipedWorkers.OS.libc().geteuid() == 0;
    }

    private static Identity of(Map<String, String> settings) throws IOException {
        return Identity.of(PipedWorkers.OS, Config.of(settings));
    }

    private static Map<String, String> settings(String text) {
        Map<String, String> settings = new HashMap<>();
        for (String setting : text.split(" ", -1)) {
            settings.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        return settings;
    }
}
