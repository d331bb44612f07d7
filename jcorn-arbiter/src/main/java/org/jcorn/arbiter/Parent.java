package org.jcorn.arbiter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jnr.ffi.Pointer;

/**
 * The process that started this arbiter and waits for it to be ready: the arbiter of before, in an upgrade, or the
 * command that starts a daemon.
 */
final class Parent {

    private final Native os;
    private final Handover handover;
    private boolean waits;
    private boolean promoted;

    private Parent(Native os, Handover handover) {
        this.os = os;
        this.handover = handover;
        this.waits = handover.fd(Handover.READY) >= 0;
        this.promoted = handover.fd(Handover.LIFELINE) < 0;
    }

    /** {@return the parent of an arbiter that was started by hand} */
    static Parent none(Native os) {
        return new Parent(os, new Handover(List.of()));
    }

    /**
     * {@return the parent that left that in our environment}
     *
     * @throws IOException if one of the descriptors is not open
     */
    static Parent of(Native os, Handover handover) throws IOException {
        for (Handover.Item item : handover.items()) {
            if (os.libc().fcntl(item.fd(), Libc.F_SETFD, Libc.FD_CLOEXEC) < 0) {
                throw new IOException(
                        "descriptor " + item.fd() + ", handed to this process as " + item.purpose() + ", is not open");
            }
        }
        return new Parent(os, handover);
    }

    Handover handover() {
        return handover;
    }

    /** {@return where standard error will lead when this process is ready, and those of its workers lead at once} */
    int stderr() {
        int handed = handover.fd(Handover.STDERR);
        return handed < 0 ? 2 : handed;
    }

    /** {@return whether it has yet to hear that a worker is ready} */
    boolean waits() {
        return waits;
    }

    /**
     * Say that this process serves; from now on standard error is what it is to be.
     *
     * @param listeners what it serves, which the arbiter before need not wait for
     */
    void ready(Listeners listeners) throws IOException {
        if (!waits) {
            return;
        }
        waits = false;
        os.check("dup2", os.libc().dup2(stderr(), 2));
        StringBuilder text = new StringBuilder("ready\n");
        listeners.groups().forEach(group -> text.append(group.configured()).append('\n'));
        byte[] word = text.toString().getBytes(StandardCharsets.UTF_8);
        Pointer memory = os.memory(word.length);
        memory.put(0, word, 0, word.length);
        // A parent that is gone needs not hear it.
        long ignored = os.libc().write(handover.fd(Handover.READY), memory, word.length);
        os.close(handover.fd(Handover.READY));
    }

    /** {@return whether there is an arbiter before this one, that has the same listeners} */
    boolean serves() {
        return !promoted;
    }

    /** Wake up when it ends. */
    void pollBy(PollSet poll) {
        if (!promoted) {
            poll.add(handover.fd(Handover.LIFELINE));
        }
    }

    /** {@return whether it has ended since the last call} */
    boolean ended() {
        if (promoted || !os.ended(handover.fd(Handover.LIFELINE))) {
            return false;
        }
        os.close(handover.fd(Handover.LIFELINE));
        promoted = true;
        return true;
    }
}
