package org.jcorn.app.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jcorn.config.Config;
import org.jcorn.spi.AppLoadException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be served is told in one line that names it. */
class BadWarTest {

    @TempDir
    Path directory;

    @Test
    void thatIsNotThere() {
        assertFails("shop.war", "there is no file " + directory.resolve("shop.war"));
    }

    @Test
    void thatIsNoZip() throws IOException {
        Files.writeString(directory.resolve("shop.war"), "nothing");

        assertFails("shop.war", "it is no zip file: zip END header not found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../etc/crontab", "../../war/evil", "/war/evil", "WEB-INF/../../x", "..\\x", "WEB-INF/.."})
    void thatWritesOutsideOfItself(String entry) throws IOException {
        new War().with("WEB-INF/a.txt", "").with(entry, "").write(directory.resolve("shop.war"));

        assertFails("shop.war", "its entry \"" + entry + "\" leads out of it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "/tmp/war/evil"})
    void nothingIsWrittenElsewhereEvenUnchecked(String entry) throws Exception {
        Path war = new War().with(entry, "").write(directory.resolve("shop.war"));

        try (WebArchive archive = WebArchive.open("shop.war", war)) {
            assertThatThrownBy(() -> archive.unpack(directory.resolve("war")))
                    .isInstanceOf(IOException.class)
                    .hasMessage("entry \"" + entry + "\" leads out of " + directory.resolve("war"));
        }
        assertThat(directory.resolve("evil")).doesNotExist();
    }

    @Test
    void thatIsNoWebApplication() throws IOException {
        new War().with("readme.txt", "").write(directory.resolve("shop.war"));

        assertFails("shop.war", "it is no web application: there is neither WEB-INF nor a page index.html in it");
    }

    @Test
    void aDirectoryThatIsNone() throws Exception {
        Files.createDirectories(directory.resolve("shop/images"));

        assertFails("shop/", "it is no web application: there is neither WEB-INF nor a page index.html in it");
        assertThat(load("shop")).isFalse(); // it may be the package of a class
    }

    @Test
    void anExecutableJar() throws IOException {
        new War().with("BOOT-INF/", "").write(directory.resolve("shop.jar"));

        assertFails("shop.jar", WebRoot.EXECUTABLE_JAR);
    }

    @Test
    void whoseSessionsCannotBeKept() throws IOException {
        new War().with("index.html", "Hello").write(directory.resolve("shop.war"));
        Config config = Config.of(Map.of("session_store", "/proc"));

        assertThatThrownBy(() -> new ServletAppLoader().load(new TestSource("shop.war", directory, config)))
                .isInstanceOf(AppLoadException.class)
                .hasMessage("application \"shop.war\": setting 'session_store': \"/proc\" is not writable");
    }

    @Test
    void otherFormsAreLeftToOthers() throws AppLoadException {
        assertThat(load("com.example.Main:app")).isFalse();
        assertThat(load("com.example.Main:create(\"\\u0000\")")).isFalse();
    }

    private void assertFails(String specification, String what) {
        assertThatThrownBy(() -> load(specification))
                .isInstanceOf(AppLoadException.class)
                .hasMessage("application \"" + specification + "\": " + what);
    }

    private boolean load(String specification) throws AppLoadException {
        return new ServletAppLoader()
                .load(new TestSource(specification, directory))
                .isPresent();
    }
}
