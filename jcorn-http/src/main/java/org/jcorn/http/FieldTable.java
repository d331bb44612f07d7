package org.jcorn.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jcorn.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A received field section: where its names and values lie in the {@link InputBuffer}. Strings are made when asked for.
 * Offsets count from the buffer's base, so they survive its growth.
 */
final class FieldTable implements Headers {
    private static final int WIDTH = 4;

    private final InputBuffer input;
    private int[] slots = new int[32 * WIDTH];
    private byte[] known = new byte[32];
    private int size;

    FieldTable(InputBuffer input) {
        this.input = input;
    }

    void clear() {
        size = 0;
    }

    void add(int name, int nameEnd, int value, int valueEnd, byte knownField) {
        if (size == known.length) {
            slots = Arrays.copyOf(slots, slots.length * 2);
            known = Arrays.copyOf(known, known.length * 2);
        }
        int slot = size * WIDTH;
        slots[slot] = name;
        slots[slot + 1] = nameEnd;
        slots[slot + 2] = value;
        slots[slot + 3] = valueEnd;
        known[size++] = knownField;
    }

    /** Let the value of the last field end elsewhere, after a folded line was appended. */
    void extendLast(int valueEnd) {
        slots[(size - 1) * WIDTH + 3] = valueEnd;
    }

    byte known(int index) {
        return known[index];
    }

    /** {@return the index in the array of the first byte of a name} */
    int nameStart(int index) {
        return input.base() + slots[index * WIDTH];
    }

    int nameEnd(int index) {
        return input.base() + slots[index * WIDTH + 1];
    }

    int valueStart(int index) {
        return input.base() + slots[index * WIDTH + 2];
    }

    int valueEnd(int index) {
        return input.base() + slots[index * WIDTH + 3];
    }

    byte[] bytes() {
        return input.bytes();
    }

    String name(int index) {
        return Octets.string(input.bytes(), nameStart(index), nameEnd(index));
    }

    String value(int index) {
        return Octets.string(input.bytes(), valueStart(index), valueEnd(index));
    }

    /** {@return the index of the next field of that name at or after {@code from}, or −1} */
    int find(String name, int from) {
        byte[] bytes = input.bytes();
        for (int i = from; i < size; i++) {
            if (Octets.equalIgnoreCase(bytes, nameStart(i), nameEnd(i), name)) {
                return i;
            }
        }
        return -1;
    }

    /** {@return all values of that name joined, or null when there is none} */
    @Nullable
    String joined(String name) {
        int index = find(name, 0);
        if (index < 0) {
            return null;
        }
        String first = value(index);
        int next = find(name, index + 1);
        if (next < 0) {
            return first;
        }
        // Cookie pairs are joined as RFC 9113 §8.2.3 does, since a comma may be part of a cookie.
        String separator = name.equalsIgnoreCase("Cookie") ? "; " : ", ";
        StringBuilder text = new StringBuilder(first);
        for (; next >= 0; next = find(name, next + 1)) {
            text.append(separator).append(value(next));
        }
        return text.toString();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public @Nullable String first(String name) {
        int index = find(name, 0);
        return index < 0 ? null : value(index);
    }

    @Override
    public List<String> all(String name) {
        int index = find(name, 0);
        if (index < 0) {
            return List.of();
        }
        List<String> values = new ArrayList<>(2);
        for (; index >= 0; index = find(name, index + 1)) {
            values.add(value(index));
        }
        return values;
    }

    @Override
    public Iterator<Field> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size;
            }

            @Override
            public Field next() {
                if (next >= size) {
                    throw new NoSuchElementException();
                }
                Field field = new Field(name(next), value(next));
                next++;
                return field;
            }
        };
    }
}
