package org.jcorn.worker;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The worker's end of the pipe on which it reports to its arbiter. */
final class ReportPipe {

    private final FileOutputStream pipe;

    ReportPipe() throws IOException {
        this.pipe = new FileOutputStream(Inherited.descriptor(Inherited.REPORT));
    }

    /** Send a report. An arbiter that is gone is the lifeline's business, so failures are of no interest here. */
    synchronized void send(Report report) {
        try {
            pipe.write((report.line() + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return;
        }
    }
}
