package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jcorn.preload.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreloadFormatTest {

    private static final Path PLACE = Path.of("/cache/application");

    @ParameterizedTest
    @CsvSource({"17, DYNAMIC", "21, DYNAMIC", "24, DYNAMIC", "25, AOT_CACHE", "30, AOT_CACHE"})
    void dependsOnTheJdk(int jdk, PreloadFormat expected) {
        assertThat(PreloadFormat.of(jdk)).isEqualTo(expected);
    }

    @Test
    void everyStageIsQuiet() {
        for (PreloadFormat format : PreloadFormat.values()) {
            assertThat(format.options(Stage.READY, PLACE)).contains("-Djcorn.preload=ready", "-Xlog:cds*=off");
            assertThat(format.options(Stage.TRAINING, PLACE)).contains("-Djcorn.preload=training", "-Xlog:cds*=off");
        }
    }

    @Test
    void onlyAnAotCacheIsAssembled() {
        assertThat(PreloadFormat.DYNAMIC.assembly(PLACE)).isEmpty();
        assertThat(PreloadFormat.AOT_CACHE.options(Stage.ASSEMBLY, PLACE))
                .contains("-XX:AOTMode=create", "-XX:AOTConfiguration=/cache/application/record")
                .contains("-XX:AOTCache=/cache/application/application.aot");
    }

    @ParameterizedTest
    @CsvSource({
        "-Xshare:off, true",
        "-XX:AOTCache=a, true",
        "-XX:SharedArchiveFile=a, true",
        "-XX:+AutoCreateSharedArchive, true",
        "-Xmx1g, false",
        "-XX:+UseZGC, false"
    })
    void knowsItsRivals(String option, boolean rival) {
        assertThat(PreloadFormat.rivals(option)).isEqualTo(rival);
    }
}
