package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jcorn.config.ReloadStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StaffingTest {

    private final PipedWorkers pipes = new PipedWorkers();
    private final Generation former = PipedWorkers.generation(1);
    private final Generation current = PipedWorkers.generation(2);

    @AfterEach
    void close() {
        pipes.close();
    }

    /**
     * Workers in the order of spawning: {@code b} booting, {@code f} fresh (ready, of the present generation),
     * {@code w} worn (the same, but asked to be replaced), {@code s} stale (ready, of the former generation), {@code x}
     * stale and worn, {@code r} retiring, {@code a} aborted. Those to retire are named by their place in the list.
     */
    @ParameterizedTest(name = "{0}: {2} of {1}, {3}")
    @CsvSource(delimiter = '|', textBlock = """
            start                                              | 3 |         | rolling | 3 |
            start, all booting                                 | 3 | bbb     | rolling | 0 |
            start, some ready                                  | 3 | fbb     | rolling | 0 |
            start, one could not boot                          | 3 | fb      | rolling | 1 |
            settled                                            | 3 | fff     | rolling | 0 |
            settled, all                                       | 3 | fff     | all     | 0 |
            crash                                              | 3 | ff      | rolling | 1 |
            crash of all                                       | 3 |         | all     | 3 |
            murder: the aborted one no longer counts           | 3 | ffa     | rolling | 1 |
            retiring ones no longer count                      | 2 | rff     | rolling | 0 |
            retiring ones leave a hole                         | 2 | rf      | rolling | 1 |
            HUP begins with one more                           | 3 | sss     | rolling | 1 |
            HUP waits for it                                   | 3 | sssb    | rolling | 0 |
            HUP: it is ready                                   | 3 | sssf    | rolling | 1 | 1
            HUP: the oldest is retired, the next begins        | 3 | rssf    | rolling | 1 |
            HUP: the last replacement is booting               | 3 | sffb    | rolling | 0 |
            HUP: the last replacement is ready                 | 3 | sfff    | rolling | 0 | 1
            HUP with a single worker                           | 1 | s       | rolling | 1 |
            HUP of all at once                                 | 3 | sss     | all     | 3 |
            HUP of all, some booting                           | 3 | sssbb   | all     | 1 |
            HUP of all, all booting                            | 3 | sssbbb  | all     | 0 |
            HUP of all, the first is ready                     | 3 | sssfbb  | all     | 0 | 1
            HUP of all, all ready                              | 3 | sssfff  | all     | 0 | 1 2 3
            HUP and a crash of an old one: fill the hole       | 3 | ss      | rolling | 1 |
            HUP and a crash while the new one boots            | 3 | ssb     | rolling | 0 |
            HUP and two crashes while the new one boots        | 3 | sb      | rolling | 1 |
            HUP with more workers                              | 4 | ss      | rolling | 2 |
            HUP with more workers, all                         | 4 | ss      | all     | 4 |
            HUP with fewer workers, the first is ready         | 1 | sssf    | rolling | 0 | 1 2 3
            one is worn: its replacement                       | 3 | fwf     | rolling | 1 |
            one is worn: its replacement is booting            | 3 | fwfb    | rolling | 0 |
            one is worn: its replacement is ready              | 3 | fwff    | rolling | 0 | 2
            all are worn: one at a time                        | 3 | www     | rolling | 1 |
            all are worn: one at a time, all                   | 3 | www     | all     | 1 |
            all are worn: waiting                              | 3 | wwwb    | rolling | 0 |
            all are worn: the next                             | 3 | wwwf    | rolling | 1 | 1
            the only one is worn                               | 1 | w       | rolling | 1 |
            worn and a hole: only the hole                     | 3 | wf      | rolling | 1 |
            a worn old one goes with its generation            | 2 | xsf     | rolling | 1 | 1
            stale before worn                                  | 2 | wsf     | rolling | 1 | 2
            worn before fresh                                  | 2 | fwf     | rolling | 0 | 2
            TTIN                                               | 4 | fff     | rolling | 1 |
            TTIN twice                                         | 5 | fff     | rolling | 2 |
            TTIN while one boots                               | 5 | fffb    | rolling | 1 |
            TTIN and worn: the hole first                      | 4 | fwf     | rolling | 1 |
            TTOU: the oldest goes                              | 2 | fff     | rolling | 0 | 1
            TTOU twice                                         | 1 | fff     | rolling | 0 | 1 2
            TTOU takes the worn one                            | 2 | ffw     | rolling | 0 | 3
            TTOU takes the stale one                           | 2 | fsf     | rolling | 0 | 2
            TTOU while one boots: it may yet be needed         | 2 | ffb     | rolling | 0 |
            TTOU down to what is ready and fresh               | 1 | sf      | rolling | 0 | 1
            surplus of all kinds                               | 1 | fwsf    | rolling | 0 | 1 2 3
            """)
    void decides(String situation, int target, String workers, String strategy, int spawn, String retire) {
        // Given
        List<WorkerHandle> crew = crew(workers == null ? "" : workers);

        // When
        Staffing staffing = Staffing.decide(target, 1, crew, current, strategy(strategy));

        // Then
        assertThat(staffing.spawn())
                .as("%s: spawn", situation)
                .hasSize(spawn)
                .containsOnly(spawn == 0 ? new Integer[0] : new Integer[] {0});
        assertThat(PipedWorkers.ages(staffing.retire()))
                .as("%s: retire", situation)
                .containsExactlyInAnyOrderElementsOf(places(retire));
    }

    @Test
    void retiresTheOldestOfEachKindFirst() {
        // Given
        List<WorkerHandle> crew = crew("fwsfws");

        // When
        Staffing staffing = Staffing.decide(1, 1, crew, current, ReloadStrategy.ROLLING);

        // Then
        assertThat(PipedWorkers.ages(staffing.retire())).containsExactly(3, 6, 2, 5, 1);
    }

    /**
     * With {@code reuse_port}: the seats in their order with the workers there, as above and {@code l} leaving, and
     * {@code -} for an empty seat. The ages of workers are their places from left to right.
     */
    @ParameterizedTest(name = "{0}: {2} of {1}, {3}")
    @CsvSource(delimiter = '|', textBlock = """
            start                                              | 3 | -        | rolling | 0 1 2 |
            start, all booting                                 | 3 | b b b    | rolling |       |
            start, one could not boot                          | 3 | b - f    | rolling | 1     |
            settled                                            | 3 | f f f    | rolling |       |
            crash: the same seat                               | 3 | f - f    | rolling | 1     |
            crash while another one is replaced                | 3 | wb - f   | rolling | 1     |
            crash while a replaced one is yet to go            | 3 | sf - s   | rolling | 1     |
            the aborted one leaves its seat                    | 3 | f a f    | rolling | 1     |
            HUP begins with the first seat                     | 3 | s s s    | rolling | 0     |
            HUP waits for it                                   | 3 | sb s s   | rolling |       |
            HUP: it is ready                                   | 3 | sf s s   | rolling | 1     | 1
            HUP: the old one of the seat goes, the next begins | 3 | rf s s   | rolling | 1     |
            HUP of all at once                                 | 3 | s s s    | all     | 0 1 2 |
            HUP of all, one is ready                           | 3 | sb sf sb | all     |       | 3
            HUP and a crash of an old one                      | 3 | s - s    | rolling | 1     |
            HUP with more workers                              | 4 | s s      | rolling | 2 3   |
            HUP with fewer workers, the first is ready         | 1 | sf s s   | rolling |       | 1 3 4
            HUP with fewer workers, one seat is empty          | 2 | sf - s   | rolling | 1     | 1
            one is worn: its replacement                       | 3 | f w f    | rolling | 1     |
            one is worn: its replacement is ready              | 3 | f wf f   | rolling |       | 2
            TTIN: a new seat                                   | 4 | f f f    | rolling | 3     |
            TTIN while one is leaving: its seat again          | 3 | f f l    | rolling | 2     |
            TTIN and worn: the new seat first                  | 4 | f w f    | rolling | 3     |
            TTOU: the last seat goes                           | 2 | f f f    | rolling |       | 3
            TTOU, and one of the others is not there           | 2 | f - f    | rolling | 1     |
            TTOU, and one of the others is there again         | 2 | f f f    | rolling |       | 3
            TTOU twice                                         | 1 | f f f    | rolling |       | 2 3
            TTOU while the seat has two                        | 2 | f f sf   | rolling |       | 3 4
            TTOU while its seat boots: it may yet be needed    | 2 | f f b    | rolling |       |
            leaving ones do not count                          | 2 | f f l    | rolling |       |
            HUP to reuse_port: the empty seats first           | 3 | sss      | rolling | 1     |
            HUP to reuse_port: it is ready                     | 3 | sss f    | rolling | 2     | 1
            HUP to reuse_port: the others go                   | 3 | rss f f  | rolling | 0     | 2
            HUP to reuse_port: all at once                     | 3 | sss      | all     | 0 1 2 |
            """)
    void decidesBySeat(String situation, int target, String workers, String strategy, String spawn, String retire) {
        // When
        Staffing staffing = Staffing.decide(target, target, seated(workers), current, strategy(strategy));

        // Then
        assertThat(staffing.spawn()).as("%s: spawn", situation).containsExactlyElementsOf(places(spawn));
        assertThat(PipedWorkers.ages(staffing.retire()))
                .as("%s: retire", situation)
                .containsExactlyInAnyOrderElementsOf(places(retire));
    }

    /** A reload without {@code reuse_port}: all find room in the first seat, the others are given up. */
    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource(delimiter = '|', textBlock = """
            begins with one more            | s s s   | rolling | 1 |
            it is ready                     | sf s s  | rolling | 1 | 3
            the next                        | sff s l | rolling | 1 | 4
            the last of the first seat      | sff l   | rolling | 1 |
            its replacement is ready        | sfff    | rolling | 0 | 1
            all at once                     | s s s   | all     | 3 |
            """)
    void decidesOnTheWayBackToOneSeat(String situation, String workers, String strategy, int spawn, String retire) {
        // When
        Staffing staffing = Staffing.decide(3, 1, seated(workers), current, strategy(strategy));

        // Then
        assertThat(staffing.spawn()).as("%s: spawn", situation).hasSize(spawn);
        assertThat(PipedWorkers.ages(staffing.retire()))
                .as("%s: retire", situation)
                .containsExactlyInAnyOrderElementsOf(places(retire));
    }

    private static ReloadStrategy strategy(String name) {
        return "all".equals(name) ? ReloadStrategy.ALL : ReloadStrategy.ROLLING;
    }

    private List<WorkerHandle> crew(String kinds) {
        List<WorkerHandle> crew = new ArrayList<>();
        for (int i = 0; i < kinds.length(); i++) {
            crew.add(worker(kinds.charAt(i), 0));
        }
        return crew;
    }

    private List<WorkerHandle> seated(String seats) {
        List<WorkerHandle> crew = new ArrayList<>();
        String[] kinds = seats.trim().split(" ", -1);
        for (int seat = 0; seat < kinds.length; seat++) {
            for (int i = 0; i < kinds[seat].length(); i++) {
                if (kinds[seat].charAt(i) != '-') {
                    crew.add(worker(kinds[seat].charAt(i), seat));
                }
            }
        }
        return crew;
    }

    private WorkerHandle worker(char kind, int seat) {
        if (kind == 'b') {
            return pipes.boot(current, seat);
        }
        WorkerHandle worker = pipes.ready(kind == 's' || kind == 'x' ? former : current, seat);
        switch (kind) {
            case 'w', 'x' -> pipes.report(worker, "worn");
            case 'r' -> worker.retire(System.nanoTime());
            case 'l' -> worker.leave(System.nanoTime());
            case 'a' -> worker.abort(ExitCause.TIMEOUT, System.nanoTime());
            case 'f', 's' -> {}
            default -> throw new IllegalArgumentException("kind " + kind);
        }
        return worker;
    }

    private static List<Integer> places(String text) {
        return text == null || text.isBlank()
                ? List.of()
                : Arrays.stream(text.trim().split(" ", -1))
                        .map(Integer::valueOf)
                        .toList();
    }
}
