package org.jcorn.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsPageTest {

    private static final Path CHECKED_IN = Path.of(System.getProperty("basedir", "."), "..", "docs", "settings.md");

    @Test
    void describesEverySetting() {
        String page = SettingsPage.render();

        assertThat(Settings.all())
                .allSatisfy(setting ->
                        assertThat(page).contains("\n### `" + setting.name() + "`\n\n" + setting.summary() + "\n"));
        assertThat(Section.values())
                .allSatisfy(section -> assertThat(page).containsOnlyOnce("\n## " + section.title() + "\n"));
    }

    @Test
    void showsFlagsTypeDefaultAndDetails() {
        assertThat(SettingsPage.render())
                .contains("""

                        ### `workers`

                        How many worker processes handle requests.

                        - Flag: `-w INT`, `--workers=INT`
                        - Type: integer
                        - Default: `1`, or from the environment variable `WEB_CONCURRENCY`
                        - Since: 0.1

                        Try 2 to 4""")
                .contains("- Flag: `--proxy-protocol[=VERSION]`\n")
                .contains("- Flag: `--check-config`\n")
                .contains("- Flag: `-e ENV`, `--env=ENV`, may be given several times\n")
                .contains("- Flag: none, only in files\n")
                .contains("- Also known as: `pythonpath`\n")
                .contains("- Not in files\n");
    }

    /** Rewrite the page with {@code mvn test -pl jcorn-core -Dtest=SettingsPageTest -Djcorn.rewrite=true}. */
    @Test
    void checkedInPageIsCurrent() throws IOException {
        if (Boolean.getBoolean("jcorn.rewrite")) {
            Files.createDirectories(CHECKED_IN.getParent());
            Files.writeString(CHECKED_IN, SettingsPage.render());
        }
        assertThat(CHECKED_IN).exists();
        assertThat(CHECKED_IN).hasContent(SettingsPage.render());
    }
}
