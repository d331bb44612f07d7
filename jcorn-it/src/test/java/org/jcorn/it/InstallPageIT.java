package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.Manual;
import org.jcorn.it.kit.Outcome;
import org.jcorn.it.kit.Site;
import org.junit.jupiter.api.Test;

/** An operator installs jcorn as {@code docs/install.md} says, below the site instead of the root directory. */
@IntegrationTest
class InstallPageIT {

    private static final String PAGE = "docs/install.md";
    private static final Pattern PLACE = Pattern.compile("`((?:bin|lib|examples|share)/[\\w/-]*)");

    @Test
    void itsCommandsWork(Site site) throws IOException {
        // Given: the build has just been done, by the very build that runs this
        List<String> commands = Manual.lines(PAGE);
        assertThat(commands.get(0)).isEqualTo("mvn -q -DskipTests package");
        Files.createDirectories(site.path("opt"));
        Files.createDirectories(site.path("usr/local/bin"));
        // When
        for (String command : commands.subList(1, commands.size() - 1)) {
            assertThat(shell(site, Manual.ROOT, command)).as(command).isEqualTo(new Outcome(0, ""));
        }
        // Then
        Outcome version = shell(site, site.directory(), commands.get(commands.size() - 1));
        assertThat(version.output()).startsWith("jcorn (version ");
        Path home = site.path("opt/jcorn");
        assertThat(shell(site, home.resolve("examples"), "jcorn --check-config Hello:app"))
                .isEqualTo(new Outcome(0, ""));
        assertThat(PLACE.matcher(Manual.text(PAGE)).results().map(place -> place.group(1)))
                .contains("bin/jcorn", "lib/netty/", "lib/spew/", "share/systemd/")
                .allMatch(place -> Files.exists(home.resolve(place)) || place.equals("lib/NAME/"));
    }

    private static Outcome shell(Site site, Path directory, String command) {
        return site.server()
                .command("sh", "-c", command.replaceAll("/opt|/usr/local", site.directory() + "$0"))
                .directory(directory)
                .bind()
                .application(" ")
                .env("PATH", site.path("usr/local/bin") + ":" + System.getenv("PATH"))
                .run();
    }
}
