package org.jcorn.worker;

import java.io.FileInputStream;
import java.io.IOException;

/**
 * Watches the pipe whose write end only the arbiter holds. Nothing is ever written to it: its end means that the
 * arbiter is gone, however it went.
 */
final class Lifeline extends Thread {

    private final Runnable cut;

    Lifeline(Runnable cut) {
        super("jcorn-lifeline");
        setDaemon(true);
        this.cut = cut;
    }

    @Override
    public void run() {
        try (FileInputStream pipe = new FileInputStream(Inherited.descriptor(Inherited.LIFELINE))) {
            if (pipe.read() < 0) {
                cut.run();
            }
        } catch (IOException e) {
            cut.run();
        }
    }
}
