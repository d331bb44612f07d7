package org.jcorn.app.servlet.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ConcurrentModificationException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.loader.WebappLoader;
import org.jcorn.config.Config;
import org.jcorn.spi.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedSessionsTest {

    private static final String ID = "0123456789ABCDEF0123456789ABCDEF";

    @TempDir
    Path path;

    private SessionDirectory directory;
    private SharedSessions sessions;

    @BeforeEach
    void open() throws IOException {
        directory = SessionDirectory.open(path);
        sessions = new SharedSessions(directory, new Silence());
        StandardContext context = new StandardContext();
        context.setLoader(new WebappLoader() {
            @Override
            public ClassLoader getClassLoader() {
                return SharedSessionsTest.class.getClassLoader();
            }
        });
        sessions.setContext(context);
    }

    @Test
    void aSecondRequestNeverSeesASessionThatIsHalfRead() throws Exception {
        // Given
        directory.write(ID, null, state("a", "1", "slow", new Slow()));
        FutureTask<SharedSession> first = new FutureTask<>(this::find);
        new Thread(first, "first request").start();
        assertThat(Slow.READING.await(20, TimeUnit.SECONDS)).isTrue();
        // When
        SharedSession second = find();
        second.setAttribute("b", "2");
        sessions.save(second);
        Slow.GO_ON.countDown();
        // Then
        assertThat(first.get(20, TimeUnit.SECONDS)).isSameAs(second);
        assertThat(requireNonNull(directory.read(ID)).state().values())
                .containsOnlyKeys("attribute a", "attribute b", "attribute slow");
    }

    @Test
    void whatCannotBeStoredNowStaysAsItWas() throws IOException {
        // Given
        SessionState before = state("a", "1", "busy", "idle");
        directory.write(ID, null, before);
        SharedSession session = find();
        // When
        session.setAttribute("a", "2");
        session.setAttribute("busy", new Busy());
        sessions.save(session);
        // Then
        Map<String, byte[]> kept = requireNonNull(directory.read(ID)).state().values();
        assertThat(kept)
                .containsEntry("attribute busy", before.values().get("attribute busy"))
                .containsEntry("attribute a", serialized("2"));
    }

    private SharedSession find() {
        return (SharedSession) requireNonNull(sessions.findSession(ID));
    }

    private static SessionState state(String name, Object value, String another, Object other) throws IOException {
        return new SessionState(
                1, 60, Map.of("attribute " + name, serialized(value), "attribute " + another, serialized(other)));
    }

    private static byte[] serialized(Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        return bytes.toByteArray();
    }

    /** Takes its time for being read, the first time. */
    private static final class Slow implements Serializable {

        static final CountDownLatch READING = new CountDownLatch(1);
        static final CountDownLatch GO_ON = new CountDownLatch(1);
        private static final long serialVersionUID = 1;

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            if (READING.getCount() > 0) {
                READING.countDown();
                try {
                    GO_ON.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        }
    }

    /** As a collection that another thread is just changing. */
    private static final class Busy implements Serializable {

        private static final long serialVersionUID = 1;

        private void writeObject(ObjectOutputStream out) {
            throw new ConcurrentModificationException();
        }
    }

    private static final class Silence implements Logger {

        @Override
        public String name() {
            return "silence";
        }

        @Override
        public void open(Config config) {}

        @Override
        public boolean enabled(Level level) {
            return false;
        }

        @Override
        public void log(Level level, String message) {}

        @Override
        public void reopen() {}

        @Override
        public void close() {}
    }
}
