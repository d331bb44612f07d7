package org.jcorn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jcorn.config.Section;
import org.jcorn.config.Setting;
import org.jcorn.config.Settings;
import org.junit.jupiter.api.Test;

class HelpTextTest {

    private final String help = HelpText.render();
    private final String unwrapped = help.replaceAll("\\s+", " ");

    @Test
    void startsWithTheUsage() {
        assertThat(help).startsWith("usage: jcorn [OPTIONS] [APP_MODULE]\n");
    }

    @Test
    void groupsBySectionInGunicornsOrder() {
        List<String> headings =
                help.lines().filter(line -> line.matches("[A-Z].*:")).toList();

        assertThat(headings)
                .containsExactlyElementsOf(Arrays.stream(Section.values())
                        .filter(section -> section != Section.SERVER_HOOKS) // only in files
                        .map(section -> section.title() + ":")
                        .toList());
    }

    @Test
    void hasEveryFlagWithItsSummaryAndDefault() {
        for (Setting<?> setting : Settings.all()) {
            if (setting.flags().isEmpty()) {
                assertThat(unwrapped).doesNotContain(setting.name() + " ");
                continue;
            }
            assertThat(unwrapped).contains(" " + String.join(", ", setting.flags()));
            String text = setting.defaultText().isEmpty()
                    ? setting.summary()
                    : setting.summary() + " [" + setting.defaultText() + "]";
            assertThat(unwrapped).contains(" " + text);
        }
    }

    @Test
    void showsWhatFollowsAFlag() {
        assertThat(help)
                .contains("  -w, --workers INT           How many worker processes handle requests. [1]\n")
                .contains("      --chdir DIR             The directory to work in. [.]\n")
                .contains("      --proxy-protocol[=VERSION]\n")
                .contains("      --casefold-http-method  Turn methods to upper case. [false]\n")
                .containsPattern("--limit-request-field-size INT\n {30}How many bytes one header field may have. ");
    }

    @Test
    void fitsATerminal() {
        assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }
}
