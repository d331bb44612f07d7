package org.jcorn.app.servlet.session;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.io.UTFDataFormatException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a file knows of a session. Each value is serialized by itself, so that what two requests change at a time is only
 * lost where it is the same.
 *
 * @param creationTime in milliseconds since 1970
 * @param maxInactiveSeconds after which it expires; 0 or less = never
 * @param values serialized, by name
 */
record SessionState(long creationTime, int maxInactiveSeconds, Map<String, byte[]> values) {

    private static final int FORMAT = 0x6a637331; // "jcs1"

    /**
     * {@return what a file says}
     *
     * @throws StreamCorruptedException if it is none of ours, or damaged
     */
    static SessionState read(byte[] file) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(file))) {
            if (in.readInt() != FORMAT) {
                throw new StreamCorruptedException("this is no session");
            }
            long creationTime = in.readLong();
            int maxInactiveSeconds = in.readInt();
            Map<String, byte[]> values = new HashMap<>();
            int count = in.readInt();
            if (count < 0) {
                throw new StreamCorruptedException("it has " + count + " values");
            }
            for (int left = count; left > 0; left--) {
                String name = in.readUTF();
                int length = in.readInt();
                if (length < 0 || length > in.available()) {
                    throw new StreamCorruptedException("a value of " + length + " bytes does not fit into the file");
                }
                values.put(name, in.readNBytes(length));
            }
            return new SessionState(creationTime, maxInactiveSeconds, values);
        } catch (EOFException | UTFDataFormatException e) {
            throw (IOException) new StreamCorruptedException("the file is damaged").initCause(e);
        }
    }

    byte[] file() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(FORMAT);
            out.writeLong(creationTime);
            out.writeInt(maxInactiveSeconds);
            out.writeInt(values.size());
            for (Map.Entry<String, byte[]> value : new TreeMap<>(values).entrySet()) {
                out.writeUTF(value.getKey());
                out.writeInt(value.getValue().length);
                out.write(value.getValue());
            }
        }
        return bytes.toByteArray();
    }

    /** {@return whether a file with the one would be the same as with the other} */
    boolean same(SessionState other) {
        return creationTime == other.creationTime
                && maxInactiveSeconds == other.maxInactiveSeconds
                && values.keySet().equals(other.values.keySet())
                && values.keySet().stream().allMatch(name -> Arrays.equals(values.get(name), other.values.get(name)));
    }

    /**
     * {@return this state with the changes that lead from one to another}
     *
     * @param before what a request has found
     * @param after what it has left
     */
    SessionState merged(SessionState before, SessionState after) {
        Map<String, byte[]> merged = new HashMap<>(values);
        merged.keySet().removeIf(name -> before.values.containsKey(name) && !after.values.containsKey(name));
        after.values.forEach((name, value) -> {
            if (!Arrays.equals(value, before.values.get(name))) {
                merged.put(name, value);
            }
        });
        int seconds =
                before.maxInactiveSeconds == after.maxInactiveSeconds ? maxInactiveSeconds : after.maxInactiveSeconds;
        return new SessionState(creationTime, seconds, merged);
    }
}
