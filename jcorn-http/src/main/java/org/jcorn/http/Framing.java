package org.jcorn.http;

/** How long the body is and what becomes of the connection (RFC 9112 §6 and §9.3, RFC 9110 §10.1.1). */
final class Framing {
    private static final int MAX_LENGTH_DIGITS = 18;

    private long length;
    private boolean chunked;
    private boolean persistent;
    private boolean continueExpected;

    private boolean anyLength;
    private boolean anyCoding;
    private boolean otherCoding;
    private boolean closeAsked;
    private boolean keepAliveAsked;

    /** {@return the number of body bytes, or −1 when chunked} */
    long length() {
        return chunked ? -1 : length;
    }

    boolean chunked() {
        return chunked;
    }

    /** {@return whether the client wants to keep the connection} */
    boolean persistent() {
        return persistent;
    }

    boolean continueExpected() {
        return continueExpected;
    }

    /** Evaluate the fields of a request of that version. */
    void evaluate(FieldTable fields, int major, int minor) {
        length = 0;
        chunked = false;
        continueExpected = false;
        anyLength = false;
        anyCoding = false;
        otherCoding = false;
        closeAsked = false;
        keepAliveAsked = false;
        boolean modern = major > 1 || (major == 1 && minor >= 1);
        int once = 0;
        byte[] bytes = fields.bytes();
        for (int i = 0; i < fields.size(); i++) {
            byte known = fields.known(i);
            if (known == KnownField.OTHER) {
                continue;
            }
            int from = fields.valueStart(i);
            int to = fields.valueEnd(i);
            if (known <= KnownField.CONTENT_TYPE) {
                if ((once & 1 << known) != 0) {
                    throw new HttpViolation(Violation.DUPLICATE_FIELD, fields.name(i));
                }
                once |= 1 << known;
            }
            switch (known) {
                case KnownField.HOST -> host(bytes, from, to);
                case KnownField.CONTENT_LENGTH -> contentLength(bytes, from, to);
                case KnownField.TRANSFER_ENCODING -> transferEncoding(bytes, from, to);
                case KnownField.CONNECTION -> connection(bytes, from, to);
                case KnownField.EXPECT -> expect(bytes, from, to, modern);
                default -> {}
            }
        }
        conclude(modern);
    }

    private void conclude(boolean modern) {
        if (!modern && (chunked || otherCoding)) {
            throw new HttpViolation(Violation.CODING_TOO_NEW, null);
        }
        if (otherCoding && !chunked) {
            throw new HttpViolation(Violation.CODING_ORDER, null);
        }
        if (chunked && anyLength) {
            throw new HttpViolation(Violation.LENGTH_WITH_CODING, null);
        }
        // With codings we do not undo, or any coding from a 1.0 client, better not trust what follows: RFC 9112 §6.1.
        boolean doubtful = otherCoding || (anyCoding && !modern);
        persistent = !closeAsked && !doubtful && (modern || keepAliveAsked);
    }

    private static void host(byte[] bytes, int from, int to) {
        if (Authority.portColon(bytes, from, to) < 0) {
            throw HttpViolation.of(Violation.HOST, bytes, from, to);
        }
    }

    private void contentLength(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to - 1 && bytes[at] == '0') {
            at++;
        }
        long value = 0;
        boolean valid = at < to && to - at <= MAX_LENGTH_DIGITS;
        for (int i = at; i < to && valid; i++) {
            valid = Octets.isDigit(bytes[i]);
            value = value * 10 + bytes[i] - '0';
        }
        if (!valid) {
            throw HttpViolation.of(Violation.CONTENT_LENGTH, bytes, from, to);
        }
        length = value;
        anyLength = true;
    }

    private void transferEncoding(byte[] bytes, int from, int to) {
        int at = from;
        do {
            int comma = comma(bytes, at, to);
            int first = Octets.skipBlanks(bytes, at, comma);
            coding(bytes, first, Octets.trimBlanks(bytes, first, comma));
            at = comma + 1;
        } while (at <= to);
    }

    private void coding(byte[] bytes, int from, int to) {
        anyCoding = true;
        if (Octets.equalIgnoreCase(bytes, from, to, "chunked")) {
            if (chunked) {
                throw new HttpViolation(Violation.CODING_ORDER, "chunked twice");
            }
            chunked = true;
            return;
        }
        boolean identity = Octets.equalIgnoreCase(bytes, from, to, "identity");
        boolean known = identity
                || Octets.equalIgnoreCase(bytes, from, to, "gzip")
                || Octets.equalIgnoreCase(bytes, from, to, "deflate")
                || Octets.equalIgnoreCase(bytes, from, to, "compress")
                || Octets.equalIgnoreCase(bytes, from, to, "x-gzip")
                || Octets.equalIgnoreCase(bytes, from, to, "x-compress");
        if (!known) {
            throw HttpViolation.of(Violation.CODING_UNKNOWN, bytes, from, to);
        }
        if (chunked) {
            throw HttpViolation.of(Violation.CODING_ORDER, bytes, from, to);
        }
        otherCoding |= !identity;
    }

    private void connection(byte[] bytes, int from, int to) {
        int at = from;
        do {
            int comma = comma(bytes, at, to);
            int first = Octets.skipBlanks(bytes, at, comma);
            int last = Octets.trimBlanks(bytes, first, comma);
            closeAsked |= Octets.equalIgnoreCase(bytes, first, last, "close");
            keepAliveAsked |= Octets.equalIgnoreCase(bytes, first, last, "keep-alive");
            at = comma + 1;
        } while (at <= to);
    }

    private void expect(byte[] bytes, int from, int to, boolean modern) {
        if (!Octets.equalIgnoreCase(bytes, from, to, "100-continue")) {
            throw HttpViolation.of(Violation.EXPECTATION, bytes, from, to);
        }
        // A 1.0 client would take the 100 for the answer: RFC 9110 §10.1.1.
        continueExpected = modern;
    }

    private static int comma(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != ',') {
            at++;
        }
        return at;
    }
}
