package com.example.guestbook;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Shows the entries of a visitor and takes new ones. */
@WebServlet("/entries")
public class GuestbookServlet extends HttpServlet {

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        request.setAttribute("entries", entries(request));
        request.setAttribute("pid", ProcessHandle.current().pid());
        request.getRequestDispatcher("/WEB-INF/entries.jsp").forward(request, response);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<String> entries = new ArrayList<>(entries(request));
        entries.add(request.getParameter("entry"));
        request.getSession().setAttribute("entries", entries);
        response.sendRedirect(request.getContextPath() + "/entries");
    }

    @SuppressWarnings("unchecked")
    private static List<String> entries(HttpServletRequest request) {
        Object entries = request.getSession().getAttribute("entries");
        return entries == null ? List.of() : (List<String>) entries;
    }
}
