package org.jcorn.grid.wicket;

import org.apache.wicket.markup.html.WebPage;
import org.apache.wicket.markup.html.basic.Label;

/** Counts how often a client came. */
public final class VisitsPage extends WebPage {

    private static final long serialVersionUID = 1;

    /** Count once more. */
    public VisitsPage() {
        getSession().bind();
        Integer before = (Integer) getSession().getAttribute("visits");
        int visits = before == null ? 1 : before + 1;
        getSession().setAttribute("visits", visits);
        add(new Label("visits", visits).setRenderBodyOnly(true));
    }
}
