package org.jcorn.arbiter;

import java.util.List;

/** Where the arbiter gets its signals from. Handlers only enqueue; the loop takes them in the order of arrival. */
interface SignalSource {

    /** {@return a descriptor that is readable while signals wait} */
    int fd();

    /** {@return the signals that arrived since the last call} */
    List<Signal> take();
}
