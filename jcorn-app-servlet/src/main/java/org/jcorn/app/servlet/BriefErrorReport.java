package org.jcorn.app.servlet;

import org.apache.catalina.valves.ErrorReportValve;

/** Tomcat's page for errors that the application has none for, without stack traces and versions. */
public final class BriefErrorReport extends ErrorReportValve {

    /** Make one; Tomcat does so by name. */
    public BriefErrorReport() {
        setShowReport(false);
        setShowServerInfo(false);
    }
}
