package org.jcorn.grid.servlets;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;

/** A thousand lines, each sent by itself, by another thread than the one that had the request. */
@WebServlet(urlPatterns = "/stream", asyncSupported = true)
public final class StreamServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        AsyncContext async = request.startAsync();
        PrintWriter writer = response.getWriter();
        async.start(() -> {
            for (int line = 1; line <= 1000; line++) {
                writer.print("line " + line + "\n");
                writer.flush();
            }
            async.complete();
        });
    }
}
