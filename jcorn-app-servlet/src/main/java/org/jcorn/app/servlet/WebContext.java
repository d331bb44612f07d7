package org.jcorn.app.servlet;

import org.apache.catalina.core.StandardContext;

/** The context of the one web application; it stays as it is until the worker is replaced. */
final class WebContext extends StandardContext {

    /** A context.xml may ask for it, but it is the arbiter who reloads, and without a gap. */
    @Override
    public void setReloadable(boolean reloadable) {
        super.setReloadable(false);
    }

    /** What cannot be loaded is found out now and not by the first visitor. */
    @Override
    protected boolean getComputedFailCtxIfServletStartFails() {
        return true;
    }
}
