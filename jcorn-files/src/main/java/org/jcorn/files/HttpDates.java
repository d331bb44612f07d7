package org.jcorn.files;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Dates in fields (RFC 9110 §5.6.7), as seconds since 1970. */
final class HttpDates {

    /** Where there is no date. */
    static final long NONE = Long.MIN_VALUE;

    private static final DateTimeFormatter PREFERRED = pattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'");

    private static final List<DateTimeFormatter> ALL =
            List.of(PREFERRED, rfc850(), pattern("EEE MMM ppd HH:mm:ss yyyy"));

    private HttpDates() {}

    private static DateTimeFormatter pattern(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.US).withZone(ZoneOffset.UTC);
    }

    /** With a year of two digits, which is never one far ahead. */
    private static DateTimeFormatter rfc850() {
        LocalDate earliest = LocalDate.now(ZoneOffset.UTC).minusYears(50);
        return new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, earliest)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.US)
                .withZone(ZoneOffset.UTC);
    }

    static String format(long seconds) {
        return PREFERRED.format(Instant.ofEpochSecond(seconds));
    }

    /** {@return the date, or {@link #NONE}} */
    static long parse(@Nullable String text) {
        long date = NONE;
        for (int i = 0; text != null && date == NONE && i < ALL.size(); i++) {
            date = parse(text, ALL.get(i));
        }
        return date;
    }

    private static long parse(String text, DateTimeFormatter format) {
        try {
            return Instant.from(format.parse(text)).getEpochSecond();
        } catch (DateTimeException e) {
            return NONE;
        }
    }
}
