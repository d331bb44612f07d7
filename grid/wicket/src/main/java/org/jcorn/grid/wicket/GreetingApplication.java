package org.jcorn.grid.wicket;

import org.apache.wicket.Page;
import org.apache.wicket.protocol.http.WebApplication;

/** The application, which WEB-INF/web.xml names. */
public final class GreetingApplication extends WebApplication {

    @Override
    protected void init() {
        super.init();
        getMarkupSettings().setStripWicketTags(true);
        mountPage("/page", GreetingPage.class);
        mountPage("/session", VisitsPage.class);
    }

    @Override
    public Class<? extends Page> getHomePage() {
        return GreetingPage.class;
    }
}
