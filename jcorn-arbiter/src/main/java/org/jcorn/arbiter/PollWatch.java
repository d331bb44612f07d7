package org.jcorn.arbiter;

import java.util.concurrent.TimeUnit;

/** The engine {@code poll}: looks every second, as Gunicorn's does. */
final class PollWatch implements ChangeWatch {

    @Override
    public void await(Snapshot last) throws InterruptedException {
        TimeUnit.SECONDS.sleep(1);
    }
}
