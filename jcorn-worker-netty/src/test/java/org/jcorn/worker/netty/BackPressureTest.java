package org.jcorn.worker.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jcorn.Application;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of bodies larger than the memory they may take, in a JVM of 128 MiB, and of clients that do not read. */
@Timeout(120)
class BackPressureTest {

    private static final long LARGE = 200L << 20;

    @TempDir
    Path directory;

    @AfterAll
    static void nothingLeaked() {
        assertThat(Leaks.found()).isEmpty();
    }

    private Path file(long length) throws IOException {
        Path path = directory.resolve("large");
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(length); // sparse
            file.seek(length - 1);
            file.write('!');
        }
        return path;
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void takesBodiesLargerThanTheHeap(Way way) throws Exception {
        Application count = (request, response) -> {
            InputStream in = request.body();
            byte[] piece = new byte[10_000];
            long total = 0;
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                total += read;
            }
            response.send("" + total);
        };
        try (TestWorker worker = way.worker(count);
                Client client = worker.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + LARGE + "\r\n\r\n");
            byte[] piece = new byte[1 << 20];
            for (long sent = 0; sent < LARGE; sent += piece.length) {
                client.send(piece);
            }
            assertThat(client.answer().body()).isEqualTo("" + LARGE);
            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
            assertThat(client.answer().body()).isEqualTo("3");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void stopsReadingWhatNobodyTakes(Transport transport) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Application late = (request, response) -> {
            go.await();
            response.send("" + request.body().transferTo(OutputStream.nullOutputStream()));
        };
        try (TestWorker worker = new TestWorker(transport, late);
                Client client = worker.connect()) {
            // Given
            int length = 40 << 20;
            AtomicLong sent = new AtomicLong();
            AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
            Thread sender = new Thread(() -> {
                try {
                    client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n");
                    byte[] piece = new byte[65_536];
                    while (sent.get() < length) {
                        client.send(piece);
                        sent.addAndGet(piece.length);
                    }
                } catch (IOException e) {
                    failure.set(e);
                }
            });

            // When
            sender.start();

            // Then: what the kernel buffers and no more
            AtomicLong before = new AtomicLong(-1);
            await().during(Duration.ofMillis(500)).until(() -> before.getAndSet(sent.get()) == sent.get());
            assertThat(sent.get()).isLessThan(20 << 20);
            go.countDown();
            sender.join(); // the JDK's streams of a channel do not read and write at the same time
            assertThat(failure.get()).isNull();
            assertThat(client.answer().body()).isEqualTo("" + length);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void sendsStreamsLargerThanTheHeap(Transport transport) throws Exception {
        Application stream = (request, response) -> {
            response.header("Content-Length", "" + LARGE);
            OutputStream out = response.body();
            byte[] piece = new byte[100_000];
            long left = LARGE;
            while (left > 0) {
                out.write(piece, 0, (int) Math.min(left, piece.length));
                left -= piece.length;
            }
        };
        try (TestWorker worker = new TestWorker(transport, stream);
                Client client = worker.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n");
            for (int i = 0; i < 2; i++) {
                assertThat(Client.length(client.head())).isEqualTo(LARGE);
                assertThat(client.skip(LARGE)).isEqualTo(LARGE);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void sendsFilesLargerThanTheHeap(Way way) throws Exception {
        Path file = file(LARGE);
        Application files = (request, response) -> response.sendFile(file);
        try (TestWorker worker = way.worker(files);
                Client client = worker.connect()) {
            for (int i = 0; i < 2; i++) {
                client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(Client.length(client.head())).isEqualTo(LARGE);
                assertThat(client.skip(LARGE - 1)).isEqualTo(LARGE - 1);
                assertThat(client.next()).isEqualTo('!');
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.jcorn.worker.netty.Way#all")
    void leavesFilesOfTheApplicationOpen(Way way) throws Exception {
        int length = 500_000;
        try (FileChannel file = FileChannel.open(file(length))) {
            Application files = (request, response) -> response.sendFile(file, 0, length);
            try (TestWorker worker = way.worker(files);
                    Client client = worker.connect()) {
                for (int i = 0; i < 3; i++) {
                    assertThat(client.get("/").body()).hasSize(length).endsWith("!");
                }
            }
            assertThat(file.isOpen()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void writersWaitForClientsThatDoNotRead(Transport transport) throws Exception {
        AtomicLong written = new AtomicLong();
        Application endless = (request, response) -> {
            OutputStream out = response.body();
            byte[] piece = new byte[65_536];
            while (true) {
                out.write(piece);
                written.addAndGet(piece.length);
            }
        };
        try (TestWorker worker = new TestWorker(transport, endless, "timeout=1");
                Client client = worker.connect()) {
            // When
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");

            // Then
            await().until(() -> worker.ended() == 1);
            assertThat(written.get()).isLessThan(20 << 20);
            assertThat(worker.logged())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING Slow client ip=127.0.0.1, GET /:");
            await().until(() -> worker.open() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void cutsClientsOffThatDoNotReadAFile(Transport transport) throws Exception {
        Path file = file(LARGE);
        Application files = (request, response) -> response.sendFile(file);
        try (TestWorker worker = new TestWorker(transport, new Inline(files), "timeout=1");
                Client client = worker.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            await().until(() -> worker.open() == 1);
            await().until(() -> worker.open() == 0);
            assertThat(worker.logged()).singleElement().asString().startsWith("WARNING Slow client ip=127.0.0.1:");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void handlersOnTheLoopLeaveAMegabyteUnsentAtMost(Transport transport) throws Exception {
        AtomicLong written = new AtomicLong();
        Application endless = (request, response) -> {
            OutputStream out = response.body();
            byte[] piece = new byte[65_536];
            while (true) {
                out.write(piece);
                written.addAndGet(piece.length);
            }
        };
        try (TestWorker worker = new TestWorker(transport, new Inline(endless));
                Client client = worker.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            await().until(() -> worker.ended() == 1);
            await().until(() -> worker.open() == 0);
            assertThat(written.get()).isLessThan(20 << 20);
            assertThat(worker.logged())
                    .singleElement()
                    .asString()
                    .contains("a @NonBlocking handler wrote more than the client takes");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void requestsWaitForTheAnswersBeforeThem(Transport transport) throws Exception {
        byte[] half = new byte[512 << 10];
        try (TestWorker worker = new TestWorker(transport, new Inline((request, response) -> response.send(half)));
                Client client = worker.connect()) {
            // When
            int many = 100;
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(many));
            await().until(() -> worker.ended() > 0);

            // Then
            assertThat(worker.ended()).isLessThan(many);
            for (int i = 0; i < many; i++) {
                assertThat(client.answer().body()).hasSize(half.length);
            }
            assertThat(worker.ended()).isEqualTo(many);
        }
    }
}
