package org.jcorn.it.kit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jcorn.worker.Inherited;
import org.jcorn.worker.Scoreboard;
import org.jcorn.worker.ScoreboardPage;

/**
 * Reads a server's scoreboard from outside: which workers say that they are ready. A worker that was killed says so until
 * its place is given to the next one.
 */
public final class Readiness {

    /** More places than any test has workers, old and new together. */
    private static final int SLOTS = 32;

    private final List<ScoreboardPage> pages;

    private Readiness(List<ScoreboardPage> pages) {
        this.pages = pages;
    }

    static Readiness of(long arbiter) {
        for (Map.Entry<Integer, String> fd : ProcessTree.descriptors(arbiter).entrySet()) {
            if (fd.getValue().contains("jcorn-scoreboard")) {
                return open("/proc/" + arbiter + "/fd/" + fd.getKey());
            }
        }
        return new Readiness(List.of());
    }

    private static Readiness open(String path) {
        try (RandomAccessFile file = new RandomAccessFile(path, "rw")) {
            if (file.length() < Scoreboard.BYTES) {
                return new Readiness(List.of()); // just being made, and mapping it now would change its size
            }
            Scoreboard scoreboard = new Scoreboard(Inherited.number(file.getFD()));
            List<ScoreboardPage> pages = new ArrayList<>();
            for (int slot = 0; slot < SLOTS; slot++) {
                pages.add(scoreboard.page(slot));
            }
            return new Readiness(pages);
        } catch (IOException e) {
            return new Readiness(List.of());
        }
    }

    /** {@return whether there is no scoreboard, because the server has not made it yet or is gone} */
    boolean isEmpty() {
        return pages.isEmpty();
    }

    /** {@return how many workers say that they are ready} */
    public int count() {
        // One worker's end may be seen and another one's begin just missed: the higher of two looks is right.
        return Math.max(look(), look());
    }

    private int look() {
        int ready = 0;
        for (ScoreboardPage page : pages) {
            if (page.state() == ScoreboardPage.State.READY) {
                ready++;
            }
        }
        return ready;
    }

    /** {@return how many requests all places together have seen since their workers came} */
    public long requests() {
        return pages.stream().mapToLong(ScoreboardPage::requests).sum();
    }

    /** {@return how many requests are being served} */
    public int active() {
        return pages.stream().mapToInt(ScoreboardPage::active).sum();
    }
}
