package org.jcorn.arbiter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jcorn.config.BindAddress;

/**
 * The sockets that listen at one address: one that all workers share, or with {@code reuse_port} one for each seat. The
 * socket of a seat stays as long as anybody may sit there, so that a worker finds what waited for the one before.
 *
 * <p>The kernel spreads connections over all sockets of an address. Where a seat has nobody to accept them, because the
 * worker died, has yet to boot, or is to leave for good, a filter keeps new ones from it; see {@link Steering}.
 */
final class ListenerGroup {

    /** Longer than the workers of an arbiter that was killed take to finish. */
    private static final long SETTLING = TimeUnit.MINUTES.toNanos(2);

    private final ListenerOpener opener;
    private final Steering steering;
    private final List<BoundListener> sockets = new ArrayList<>();

    /** The seats that get new connections where that is not all, else empty. */
    private BitSet steered = new BitSet();

    /** Whether another arbiter may have told the kernel something else. */
    private boolean unsure;

    private boolean shared;
    private boolean wasShared;
    private long aloneSince;

    /**
     * Open the first socket.
     *
     * @param opener opens it and all others
     * @throws IOException if the address cannot be listened at
     */
    ListenerGroup(Native os, ListenerOpener opener, BindAddress address) throws IOException {
        this.opener = opener;
        this.steering = new Steering(os);
        sockets.add(opener.open(address));
    }

    /**
     * Take over sockets of another arbiter.
     *
     * @param adopted at least one, in the order of their seats
     */
    ListenerGroup(Native os, ListenerOpener opener, List<BoundListener> adopted) {
        this.opener = opener;
        this.steering = new Steering(os);
        sockets.addAll(adopted);
        share(true);
    }

    /** {@return what the setting {@code bind} says} */
    BindAddress configured() {
        return first().configured();
    }

    /** {@return the socket that tells the address, family and name of all} */
    BoundListener first() {
        return sockets.get(0);
    }

    /** {@return whether there can be a socket for each seat: SO_REUSEPORT is not for Unix sockets} */
    boolean seated() {
        return configured() instanceof BindAddress.Tcp;
    }

    /** {@return the socket for the workers of a seat} */
    BoundListener of(int seat) {
        return seated() ? sockets.get(seat) : first();
    }

    /** {@return all sockets} */
    List<BoundListener> sockets() {
        return List.copyOf(sockets);
    }

    /** Open sockets for so many seats, before anybody listens there: that of a new group with its first workers. */
    void open(int seats) throws IOException {
        while (seated() && sockets.size() < seats) {
            sockets.add(opener.another(first()));
        }
    }

    /**
     * Open sockets up to that of a seat, if they are not open yet. They get no connections before {@link #serve} says so.
     *
     * @throws IOException if that is not possible
     */
    void add(int seat) throws IOException {
        if (!seated() || seat < sockets.size()) {
            return;
        }
        BitSet serving = steered.isEmpty() ? all() : steered;
        hold(serving);
        open(seat + 1);
        hold(serving); // a single socket bound without SO_REUSEPORT takes no filter before it has company
    }

    private void hold(BitSet serving) {
        try {
            steering.among(first().fd(), serving);
            steered = serving;
        } catch (IOException e) {
            steered = new BitSet(); // serve() will try again, and say so
        }
    }

    /**
     * Let new connections go to these seats only.
     *
     * @param ready the seats where somebody accepts; if none, all is left as it is
     * @throws IOException if the kernel does not let itself be told; it is not asked again for the same
     */
    void serve(BitSet ready) throws IOException {
        BitSet serving = all();
        serving.and(ready);
        if (serving.isEmpty()) {
            return;
        }
        boolean everywhere = serving.cardinality() == sockets.size();
        if (unsure || (everywhere ? !steered.isEmpty() : !steered.equals(serving))) {
            unsure = false;
            steered = everywhere ? new BitSet() : serving;
            if (everywhere) {
                steering.off(first().fd(), sockets.size());
            } else {
                steering.among(first().fd(), serving);
            }
        }
    }

    /**
     * Another arbiter has these sockets too, or no other has them any more. While two have them, neither closes the socket
     * of a seat, steers connections, or changes whether accepting blocks: each knows its own workers only.
     */
    void share(boolean with) {
        unsure = sockets.size() > 1;
        wasShared |= with;
        shared = with;
        aloneSince = System.nanoTime();
        for (BoundListener socket : sockets) {
            if (socket.socketFile() != null) {
                socket.socketFile().share(with);
            }
        }
    }

    /** {@return whether another arbiter has these sockets too} */
    boolean shared() {
        return shared;
    }

    /** {@return whether no other arbiter has these sockets, nor workers that it may have left behind} */
    boolean settled(long now) {
        return !shared && (!wasShared || now - aloneSince > SETTLING);
    }

    /** Close the sockets of seats from that number on. Only ever the last: the others keep their places in the kernel. */
    void trim(int seats) {
        while (sockets.size() > Math.max(1, seats)) {
            sockets.remove(sockets.size() - 1).close();
        }
    }

    /** Close all. */
    void close() {
        for (BoundListener socket : sockets) {
            socket.close();
        }
    }

    private BitSet all() {
        BitSet all = new BitSet();
        all.set(0, sockets.size());
        return all;
    }
}
