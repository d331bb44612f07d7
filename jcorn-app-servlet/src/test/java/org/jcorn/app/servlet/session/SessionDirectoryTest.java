package org.jcorn.app.servlet.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jcorn.app.servlet.session.SessionDirectory.Stored;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two workers share a directory: each has its own object for it. */
class SessionDirectoryTest {

    private static final String ID = "0123456789ABCDEF0123456789ABCDEF";

    @TempDir
    Path path;

    private SessionDirectory one;

    @BeforeEach
    void open() throws IOException {
        one = SessionDirectory.open(path);
    }

    @Test
    void givesBackWhatWasWritten() throws IOException {
        one.write(ID, null, state("a", "1", "b", "2"));

        assertThat(read().state().same(state("a", "1", "b", "2"))).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.resolve(ID + ".session"))))
                .isEqualTo("rw-------");
    }

    @Test
    void changesOfTwoAtATimeAreBothKept() throws IOException {
        // Given
        SessionState found = write(null, state("a", "1", "b", "2", "c", "3")).state();
        // When
        one.write(ID, found, state("a", "new", "b", "2", "c", "3"));
        Stored merged = write(found, state("a", "1", "b", "2", "d", "4"));
        // Then
        assertThat(merged.state().same(state("a", "new", "b", "2", "d", "4"))).isTrue();
        assertThat(read().state().same(merged.state())).isTrue();
    }

    @Test
    void whatHasEndedDoesNotComeBack() throws IOException {
        // Given
        SessionState found = write(null, state("a", "1")).state();
        one.delete(ID);
        // When, Then
        assertThat(one.write(ID, found, state("a", "2"))).isNull();
        assertThat(one.stamp(ID)).isNull();
        assertThat(one.lastUsed(ID)).isNegative();
    }

    @Test
    void eachContentHasItsStamp() throws IOException {
        Stored first = write(null, state("a", "1"));
        Stored second = write(first.state(), state("a", "2"));
        Stored third = write(second.state(), state("a", "3"));

        assertThat(third.stamp()).isNotEqualTo(first.stamp()).isNotEqualTo(second.stamp());
        assertThat(one.stamp(ID)).isEqualTo(third.stamp());
    }

    @Test
    void aCookieLeadsNowhereElse() throws IOException {
        Path outside = Files.writeString(path.resolveSibling("outside.session"), "x");
        try {
            assertThat(one.read("../outside")).isNull();
            one.delete("../outside");
            assertThat(outside).exists();
            assertThatThrownBy(() -> one.write("../outside", null, state())).isInstanceOf(IOException.class);
        } finally {
            Files.delete(outside);
        }
    }

    @Test
    void knowsWhatHasExpired() throws IOException {
        one.write(ID, null, state());
        assertThat(one.expired()).isEmpty();

        Files.setLastModifiedTime(path.resolve(ID + ".session"), FileTime.fromMillis(0));
        assertThat(one.expired()).containsExactly(ID);

        one.touch(ID, "");
        assertThat(one.expired()).isEmpty();
    }

    @Test
    void aTouchTellsWhetherTheFileIsStillTheKnownOne() throws IOException {
        Stored first = write(null, state("a", "1"));
        assertThat(one.touch(ID, first.stamp())).isNotNull().isEqualTo(one.stamp(ID));

        write(first.state(), state("a", "2")); // another worker
        assertThat(one.touch(ID, first.stamp())).isNull();

        one.delete(ID);
        assertThat(one.touch(ID, first.stamp())).isNull();
    }

    @Test
    void aDamagedFileStopsNoCleaning() throws IOException {
        // Given
        one.write(ID, null, state("a", "1"));
        Path session = path.resolve(ID + ".session");
        byte[] content = Files.readAllBytes(session);
        Files.setLastModifiedTime(session, FileTime.fromMillis(0));
        Path empty = damaged("empty0000000000000", new byte[0]);
        Path cut = damaged("cut00000000000000", Arrays.copyOf(content, content.length - 1));
        Path negative = damaged("negative000000000", lengthOfValue(content, -1));
        Path huge = damaged("huge0000000000000", lengthOfValue(content, Integer.MAX_VALUE));
        Path recent = damaged("recent00000000000", new byte[1]);
        Files.setLastModifiedTime(recent, FileTime.from(Instant.now()));
        // When, Then
        assertThat(one.expired()).containsExactly(ID);
        assertThat(List.of(empty, cut, negative, huge)).noneMatch(Files::exists);
        assertThat(recent).exists();
    }

    @Test
    void deletesWhatWasNeverFinished() throws IOException {
        Path recent = Files.createFile(path.resolve("new-1.tmp"));
        Path old = Files.createFile(path.resolve("new-2.tmp"));
        Files.setLastModifiedTime(old, FileTime.fromMillis(0));

        one.deleteLeftOvers();

        assertThat(old).doesNotExist();
        assertThat(recent).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwxrwx", "rwxrwx---", "rwx----w-"})
    void isRefusedWhereOthersCouldWrite(String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));

        assertThatThrownBy(() -> SessionDirectory.open(path))
                .hasMessage("\"" + path + "\" is writable by others than its owner (mode " + permissions + ")");
    }

    @Test
    void isRefusedWhereItIsAnotherUsers() throws IOException {
        assumeThat(Files.getAttribute(path, "unix:uid"))
                .as("only root gives away")
                .isEqualTo(0);
        Files.setAttribute(path, "unix:uid", 12345);

        assertThatThrownBy(() -> SessionDirectory.open(path))
                .hasMessage("\"" + path + "\" belongs to another user, with id 12345");
    }

    private Path damaged(String id, byte[] content) throws IOException {
        Path file = Files.write(path.resolve(id + ".session"), content);
        return Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    }

    /** The only value is one byte, the last, after its length. */
    private static byte[] lengthOfValue(byte[] content, int length) {
        byte[] changed = content.clone();
        ByteBuffer.wrap(changed).putInt(changed.length - 1 - Integer.BYTES, length);
        return changed;
    }

    private Stored write(@Nullable SessionState before, SessionState after) throws IOException {
        return requireNonNull(one.write(ID, before, after));
    }

    private Stored read() throws IOException {
        return requireNonNull(one.read(ID));
    }

    private static SessionState state(String... values) {
        Map<String, byte[]> map = new HashMap<>();
        for (int i = 0; i < values.length; i += 2) {
            map.put(values[i], values[i + 1].getBytes(UTF_8));
        }
        return new SessionState(1, 60, map);
    }
}
