package org.jcorn.arbiter;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jnr.ffi.Pointer;
import org.jcorn.config.Config;
import org.jcorn.worker.Scoreboard;
import org.jcorn.worker.ScoreboardPage;

/**
 * Workers without processes: handles over real pipes and a real scoreboard, whose other ends the test holds. Their
 * numbers are higher than any the kernel gives, so that signals to them go nowhere.
 */
final class PipedWorkers implements AutoCloseable {

    /** One for all tests: binding the C library takes a while. */
    static final Native OS = new Native();

    private static final int FIRST_PID = 1_000_000_000;

    /** The ends of a worker's pipes that the test holds. */
    private record Ends(int reports, int words) {}

    private final Map<WorkerHandle, Ends> ends = new HashMap<>();
    private final Map<Integer, ScoreboardPage> pages = new HashMap<>();
    private final int memory;
    private final Scoreboard scoreboard;
    private int age;

    PipedWorkers() {
        try {
            memory = OS.check("memfd_create", OS.libc().memfd_create("test-scoreboard", Libc.MFD_CLOEXEC));
            OS.check("ftruncate", OS.libc().ftruncate(memory, Scoreboard.BYTES));
            scoreboard = new Scoreboard(memory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Generation generation(int number, Map<String, String> settings) {
        return new Generation(number, Config.of(settings), Listeners.none());
    }

    static Generation generation(int number) {
        return generation(number, Map.of());
    }

    WorkerHandle boot(Generation generation) {
        return boot(generation, 0);
    }

    /** A worker that has just been spawned, with that page of the scoreboard. */
    WorkerHandle boot(Generation generation, int slot, long now) {
        return boot(generation, slot, 0, now);
    }

    /** A worker that has just been spawned in that seat. */
    WorkerHandle boot(Generation generation, int seat) {
        return boot(generation, 0, seat, System.nanoTime());
    }

    private WorkerHandle boot(Generation generation, int slot, int seat, long now) {
        try {
            int[] reports = OS.pipe();
            int[] words = OS.pipe();
            age++;
            WorkerHandle worker = new WorkerHandle(
                    OS,
                    new Spawned(FIRST_PID + age, reports[0], words[0]),
                    generation,
                    age,
                    slot,
                    seat,
                    page(slot),
                    now);
            ends.put(worker, new Ends(reports[1], words[1]));
            return worker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    WorkerHandle ready(Generation generation) {
        return ready(generation, 0);
    }

    WorkerHandle ready(Generation generation, int seat) {
        WorkerHandle worker = boot(generation, seat);
        report(worker, "ready");
        return worker;
    }

    /** Have the worker report that line, and its handle take it in. */
    void report(WorkerHandle worker, String line) {
        write(ends(worker).reports(), line + "\n");
        worker.listen(new RecordingLogger());
    }

    /** Write to the report pipe, as it is. */
    void writeReports(WorkerHandle worker, String text) {
        write(ends(worker).reports(), text);
    }

    /** Write to what is the standard error of the worker's JVM. */
    void writeWords(WorkerHandle worker, String text) {
        write(ends(worker).words(), text);
    }

    /** The worker is gone. */
    void bury(WorkerHandle worker) {
        worker.close();
        closeEnds(worker);
    }

    void closeEnds(WorkerHandle worker) {
        Ends held = ends.remove(worker);
        if (held != null) {
            OS.close(held.reports());
            OS.close(held.words());
        }
    }

    /** Have the worker's heart beat at that time. */
    void beat(WorkerHandle worker, long now) {
        ByteBuffer time =
                ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(0, now);
        store(worker, 0, time);
    }

    /** Have the worker's first thread serve that request. */
    void request(WorkerHandle worker, long since, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer entry = ByteBuffer.allocate(12 + bytes.length).order(ByteOrder.nativeOrder());
        entry.putLong(since).putInt(bytes.length).put(bytes).flip();
        store(worker, 64, entry);
    }

    /** {@return the worker's listeners that are abandoned, a bit for each} */
    long abandoned(WorkerHandle worker) {
        ByteBuffer bits = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        try (RandomAccessFile file = new RandomAccessFile("/proc/self/fd/" + memory, "r")) {
            file.getChannel().read(bits, (worker.slot() + 1L) * ScoreboardPage.BYTES + 40);
            return bits.getLong(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        for (WorkerHandle worker : List.copyOf(ends.keySet())) {
            bury(worker);
        }
        OS.close(memory);
    }

    private void store(WorkerHandle worker, int offset, ByteBuffer bytes) {
        try (RandomAccessFile file = new RandomAccessFile("/proc/self/fd/" + memory, "rw")) {
            file.getChannel().write(bytes, (worker.slot() + 1L) * ScoreboardPage.BYTES + offset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ScoreboardPage page(int slot) throws IOException {
        ScoreboardPage page = pages.get(slot);
        if (page == null) {
            page = scoreboard.page(slot);
            pages.put(slot, page);
        }
        return page;
    }

    private Ends ends(WorkerHandle worker) {
        Ends held = ends.get(worker);
        if (held == null) {
            throw new IllegalStateException("the worker is gone");
        }
        return held;
    }

    private static void write(int fd, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Pointer memory = OS.memory(bytes.length);
        memory.put(0, bytes, 0, bytes.length);
        long written = OS.libc().write(fd, memory, bytes.length);
        if (written != bytes.length) {
            throw new IllegalStateException("wrote " + written + " of " + bytes.length + " bytes");
        }
    }

    /** {@return the ages of workers} */
    static List<Integer> ages(List<WorkerHandle> workers) {
        List<Integer> ages = new ArrayList<>();
        for (WorkerHandle worker : workers) {
            ages.add(worker.age());
        }
        return ages;
    }
}
