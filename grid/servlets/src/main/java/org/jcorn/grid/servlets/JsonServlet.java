package org.jcorn.grid.servlets;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Greets in JSON whom the JSON names. */
@WebServlet("/json")
public final class JsonServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        JsonObject asked = JsonParser.parseReader(request.getReader()).getAsJsonObject();
        JsonObject answer = new JsonObject();
        answer.addProperty("greeting", "Hello, " + asked.get("name").getAsString() + "!");
        response.setContentType("application/json");
        response.getWriter().print(answer);
    }
}
