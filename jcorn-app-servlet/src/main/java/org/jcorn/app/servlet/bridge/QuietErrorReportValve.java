package org.jcorn.app.servlet.bridge;

import org.apache.catalina.valves.ErrorReportValve;

/**
 * Error pages that tell the client the status and no more: neither stack trace nor version. To be given to a host by
 * name, {@code host.setErrorReportValveClass(QuietErrorReportValve.class.getName())}.
 */
public final class QuietErrorReportValve extends ErrorReportValve {
    /** Make one, for Tomcat to call. */
    public QuietErrorReportValve() {
        setShowReport(false);
        setShowServerInfo(false);
    }
}
