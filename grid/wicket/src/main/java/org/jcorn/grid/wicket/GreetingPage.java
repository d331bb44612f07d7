package org.jcorn.grid.wicket;

import org.apache.wicket.markup.html.WebPage;
import org.apache.wicket.markup.html.basic.Label;
import org.apache.wicket.markup.html.form.Form;
import org.apache.wicket.markup.html.form.TextField;
import org.apache.wicket.model.Model;
import org.apache.wicket.request.mapper.parameter.PageParameters;

/** A page that greets, and the form on it, which belong to a session. */
public final class GreetingPage extends WebPage {

    private static final long serialVersionUID = 1;

    /** Greet whom the query names. */
    public GreetingPage(PageParameters parameters) {
        Model<String> name = Model.of(parameters.get("name").toString(""));
        add(new Label("greeted", name).setRenderBodyOnly(true));
        Form<Void> form = new Form<>("form");
        form.add(new TextField<>("name", name));
        add(form);
    }
}
