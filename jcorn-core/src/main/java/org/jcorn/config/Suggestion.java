package org.jcorn.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name somebody most likely meant ("did you mean"). */
public final class Suggestion {

    private static final int MAX_EDITS = 2;

    private Suggestion() {}

    /**
     * Find the nearest of the known names, at most two typing errors away, else one that begins with what was typed.
     * Upper and lower case are the same.
     *
     * @param typed what was typed
     * @param known the names there are
     * @return the nearest, the first of several, or empty if none is near
     */
    public static Optional<String> nearest(String typed, Collection<String> known) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        // In short names two errors would match nearly anything.
        int best = Math.min(MAX_EDITS, typed.length() / 3) + 1;
        String found = "";
        for (String name : known) {
            int edits = edits(wanted, name.toLowerCase(Locale.ROOT));
            if (edits < best) {
                best = edits;
                found = name;
            }
        }
        if (found.isEmpty() && typed.length() > 3) {
            for (String name : known) {
                if (name.toLowerCase(Locale.ROOT).startsWith(wanted)) {
                    return Optional.of(name);
                }
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    /** {@return the tail of a message, {@code : did you mean 'NAME'?} or nothing} */
    static String phrase(String typed, Collection<String> known) {
        return nearest(typed, known)
                .map(name -> ": did you mean '" + name + "'?")
                .orElse("");
    }

    /** Count insertions, deletions, substitutions and swaps of neighbours (Damerau-Levenshtein). */
    private static int edits(String a, String b) {
        if (Math.abs(a.length() - b.length()) > MAX_EDITS) {
            return Integer.MAX_VALUE;
        }
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substitution, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return last[b.length()];
    }
}
