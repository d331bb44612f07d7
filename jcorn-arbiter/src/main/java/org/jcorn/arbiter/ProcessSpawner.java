package org.jcorn.arbiter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jnr.ffi.Pointer;

/**
 * Starts processes with {@code posix_spawn}: unlike the JDK's own child processes they inherit exactly the descriptors
 * that they are meant to, and start with an empty signal mask.
 */
final class ProcessSpawner {

    /** Stands for a descriptor of {@code /dev/null}. */
    static final int NOTHING = -1;

    /** glibc's structures are 80 and 336 bytes. */
    private static final int OPAQUE = 512;

    private static final int O_RDWR = 2;

    private final Native os;

    ProcessSpawner(Native os) {
        this.os = os;
    }

    /**
     * Start a process.
     *
     * @param program the file to execute
     * @param arguments its arguments, beginning with the name it sees itself by
     * @param environment what to change in this process's environment, which goes without {@link Environment#OURS}
     * @param directory its working directory
     * @param descriptors what it inherits as 0, 1, 2 and so on; it inherits nothing else
     * @return its process number
     * @throws IOException if it cannot be started
     */
    int spawn(
            Path program,
            List<String> arguments,
            Map<String, String> environment,
            Path directory,
            List<Integer> descriptors)
            throws IOException {
        return spawn(new Execution(
                program,
                Execution.bytes(arguments),
                Environment.with(environment, Environment.OURS),
                directory,
                descriptors,
                false));
    }

    /**
     * Start a process.
     *
     * @return its process number
     * @throws IOException if it cannot be started
     */
    int spawn(Execution execution) throws IOException {
        Libc libc = os.libc();
        Pointer actions = os.memory(OPAQUE);
        Pointer attributes = os.memory(OPAQUE);
        os.checkErrno("posix_spawn_file_actions_init", libc.posix_spawn_file_actions_init(actions));
        os.checkErrno("posix_spawnattr_init", libc.posix_spawnattr_init(attributes));
        try {
            arrange(actions, execution.descriptors());
            os.checkErrno(
                    "chdir",
                    libc.posix_spawn_file_actions_addchdir_np(
                            actions, execution.directory().toString()));
            int flags = Libc.POSIX_SPAWN_SETSIGMASK | Libc.POSIX_SPAWN_SETSIGDEF;
            libc.posix_spawnattr_setflags(
                    attributes, (short) (execution.newSession() ? flags | Libc.POSIX_SPAWN_SETSID : flags));
            libc.posix_spawnattr_setsigmask(attributes, os.signalSet());
            libc.posix_spawnattr_setsigdefault(attributes, os.signalSet(Signal.HANDLED));
            int[] pid = new int[1];
            os.checkErrno(
                    "cannot start " + execution.program(),
                    libc.posix_spawn(
                            pid,
                            execution.program().toString(),
                            actions,
                            attributes,
                            vector(os, execution.arguments()),
                            vector(os, execution.environment())));
            return pid[0];
        } finally {
            libc.posix_spawn_file_actions_destroy(actions);
            libc.posix_spawnattr_destroy(attributes);
        }
    }

    /** Put each descriptor in its place by way of a high number, so that no source is overwritten before its turn. */
    private void arrange(Pointer actions, List<Integer> descriptors) throws IOException {
        Libc libc = os.libc();
        int high = descriptors.size();
        for (int fd : descriptors) {
            high = Math.max(high, fd + 1);
        }
        for (int i = 0; i < descriptors.size(); i++) {
            int fd = descriptors.get(i);
            os.checkErrno(
                    "dup2",
                    fd == NOTHING
                            ? libc.posix_spawn_file_actions_addopen(actions, high + i, "/dev/null", O_RDWR, 0)
                            : libc.posix_spawn_file_actions_adddup2(actions, fd, high + i));
        }
        for (int i = 0; i < descriptors.size(); i++) {
            os.checkErrno("dup2", libc.posix_spawn_file_actions_adddup2(actions, high + i, i));
        }
        os.checkErrno("closefrom", libc.posix_spawn_file_actions_addclosefrom_np(actions, descriptors.size()));
    }

    /** {@return a null-terminated array of C strings; the strings live in the same memory} */
    static Pointer vector(Native os, List<byte[]> strings) {
        int pointers = (strings.size() + 1) * Long.BYTES;
        int bytes = pointers;
        for (byte[] string : strings) {
            bytes += string.length + 1;
        }
        Pointer memory = os.memory(bytes);
        int at = pointers;
        for (int i = 0; i < strings.size(); i++) {
            memory.put(at, strings.get(i), 0, strings.get(i).length);
            memory.putAddress((long) i * Long.BYTES, memory.address() + at);
            at += strings.get(i).length + 1;
        }
        return memory;
    }
}
