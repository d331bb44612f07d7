package org.jcorn.arbiter;

import org.jspecify.annotations.Nullable;

/** The signals that an arbiter gets or sends, with Linux's numbers. */
enum Signal {
    HUP(1),
    INT(2),
    QUIT(3),
    ABRT(6),
    KILL(9),
    USR1(10),
    USR2(12),
    TERM(15),
    CHLD(17),
    TTIN(21),
    TTOU(22),
    WINCH(28);

    /** Those the arbiter acts on. */
    static final Signal[] HANDLED = {HUP, INT, QUIT, USR1, USR2, TERM, CHLD, TTIN, TTOU, WINCH};

    private static final Signal[] ALL = values();

    /** Those that may end a worker besides, by number; others have none. */
    private static final String[] FOREIGN = {
        "", "", "", "", "ILL", "TRAP", "", "BUS", "FPE", "", "", "SEGV", "", "PIPE", "ALRM", "", "STKFLT", "", "CONT",
        "STOP", "TSTP", "", "", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "", "IO", "PWR", "SYS"
    };

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** {@return its bit in a signal set} */
    long bit() {
        return 1L << (number - 1);
    }

    static @Nullable Signal of(int number) {
        for (Signal signal : ALL) {
            if (signal.number == number) {
                return signal;
            }
        }
        return null;
    }

    /** {@return the name of any signal, for messages} */
    static String name(int number) {
        Signal known = of(number);
        if (known != null) {
            return "SIG" + known;
        }
        return number < FOREIGN.length && !FOREIGN[number].isEmpty() ? "SIG" + FOREIGN[number] : "signal " + number;
    }
}
