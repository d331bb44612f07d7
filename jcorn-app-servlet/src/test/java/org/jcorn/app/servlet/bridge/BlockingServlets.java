package org.jcorn.app.servlet.bridge;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Servlets that answer before they return. */
final class BlockingServlets {
    private BlockingServlets() {}

    /** The code of a servlet. */
    interface Code {
        void run(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException;
    }

    static HttpServlet servlet(Code code) {
        return new HttpServlet() {
            private static final long serialVersionUID = 1;

            @Override
            protected void service(HttpServletRequest request, HttpServletResponse response)
                    throws ServletException, IOException {
                code.run(request, response);
            }
        };
    }

    static Map<String, Code> all() {
        Map<String, Code> codes = new TreeMap<>();
        codes.put("/hello", (request, response) -> {
            response.setContentType("text/plain;charset=utf-8");
            response.getWriter().print("hello, wörld");
        });
        codes.put("/echo/*", (request, response) -> {
            byte[] body = request.getInputStream().readAllBytes();
            response.setContentType(request.getContentType());
            response.getOutputStream().write(body);
        });
        codes.put("/info/*", BlockingServlets::info);
        codes.put("/params", (request, response) -> {
            Map<String, String[]> sorted = new TreeMap<>(request.getParameterMap());
            sorted.forEach((name, values) -> print(response, name + "=" + String.join("|", values)));
        });
        codes.put("/status", (request, response) -> response.setStatus(number(request, "code")));
        codes.put("/error", (request, response) -> response.sendError(number(request, "code"), "told so"));
        codes.put("/throw", (request, response) -> {
            throw new ServletException("secret of the servlet");
        });
        codes.put("/throw-state", (request, response) -> {
            throw new IllegalStateException("secret of the state");
        });
        codes.put("/throw-late", (request, response) -> {
            response.getWriter().print("half");
            response.flushBuffer();
            throw new ServletException("secret, late");
        });
        codes.put("/error-page", (request, response) -> {
            Object code = request.getAttribute("jakarta.servlet.error.status_code");
            print(response, "page for " + code + " " + request.getAttribute("jakarta.servlet.error.request_uri"));
        });
        codes.put(
                "/forward",
                (request, response) -> request.getRequestDispatcher("/hello").forward(request, response));
        codes.put("/include", (request, response) -> {
            print(response, "before");
            request.getRequestDispatcher("/status?code=200").include(request, response);
            print(response, "after");
        });
        codes.put("/redirect", (request, response) -> response.sendRedirect("hello?ü"));
        codes.put("/cookies", (request, response) -> {
            Cookie cookie = new Cookie("taste", "sweet");
            cookie.setHttpOnly(true);
            cookie.setPath("/");
            response.addCookie(cookie);
            response.addCookie(new Cookie("size", "small"));
            Cookie[] sent = request.getCookies();
            for (Cookie each : sent == null ? new Cookie[0] : sent) {
                print(response, each.getName() + "=" + each.getValue());
            }
        });
        codes.put("/session", (request, response) -> {
            Integer count = (Integer) request.getSession().getAttribute("count");
            int next = count == null ? 1 : count + 1;
            request.getSession().setAttribute("count", next);
            print(response, "count " + next + " " + request.isRequestedSessionIdFromCookie());
        });
        codes.put("/big", (request, response) -> {
            response.setContentType("application/octet-stream");
            for (int i = 0; i < 100; i++) {
                response.getOutputStream().write(new byte[1999]);
            }
        });
        codes.put("/length", (request, response) -> {
            response.setContentLength(100_000);
            response.getOutputStream().write("x".repeat(100_010).getBytes(StandardCharsets.US_ASCII));
        });
        codes.put("/flush", (request, response) -> {
            response.getWriter().print("one ");
            response.flushBuffer();
            response.getWriter().print("two");
        });
        codes.put("/nothing", (request, response) -> {});
        codes.put("/fields", (request, response) -> {
            response.addHeader("X-Many", "one");
            response.addHeader("X-Many", "two");
            response.setHeader("X-Broken", "a\r\nb");
            response.setHeader("X-Latin", "ü");
            response.setDateHeader("Expires", 0);
            response.setLocale(java.util.Locale.GERMAN);
            response.setContentType("text/html");
            response.getWriter().print("<p>");
        });
        codes.put("/hints", (request, response) -> {
            response.addHeader("Link", "</a.css>; rel=preload");
            response.sendError(103); // how Tomcat 11 spells early hints
            print(response, "hinted");
        });
        codes.put("/upload", (request, response) -> {
            for (Part part : request.getParts()) {
                byte[] body = part.getInputStream().readAllBytes();
                print(response, part.getName() + " " + part.getSubmittedFileName() + " " + body.length);
            }
        });
        codes.put("/trailers", BlockingServlets::trailers);
        codes.put("/tls", (request, response) -> {
            X509Certificate[] chain =
                    (X509Certificate[]) request.getAttribute("jakarta.servlet.request.X509Certificate");
            print(response, request.getScheme() + " " + request.isSecure());
            print(response, "suite " + request.getAttribute("jakarta.servlet.request.cipher_suite"));
            print(response, "client " + chain[0].getSubjectX500Principal());
        });
        codes.put("/unread", (request, response) -> print(response, "not read"));
        return codes;
    }

    private static void info(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setCharacterEncoding("utf-8");
        print(response, request.getMethod() + " " + request.getProtocol());
        print(response, "uri " + request.getRequestURI() + " url " + request.getRequestURL());
        print(response, "path " + request.getContextPath() + " " + request.getServletPath());
        print(response, "info " + request.getPathInfo() + " query " + request.getQueryString());
        print(response, "scheme " + request.getScheme() + " " + request.isSecure());
        print(response, "server " + request.getServerName() + " " + request.getServerPort());
        print(response, "remote " + request.getRemoteAddr() + " " + request.getRemoteHost());
        print(response, "length " + request.getContentLengthLong() + " type " + request.getContentType());
        print(response, "locale " + request.getLocale() + " encoding " + request.getCharacterEncoding());
        for (String name : Collections.list(request.getHeaderNames())) {
            print(response, "field " + name + ": " + Collections.list(request.getHeaders(name)));
        }
    }

    private static void trailers(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setTrailerFields(() -> Map.of("X-Sum", "42"));
        byte[] body = request.getInputStream().readAllBytes();
        boolean ready = request.isTrailerFieldsReady();
        print(response, body.length + " " + ready + " " + request.getTrailerFields());
    }

    private static int number(HttpServletRequest request, String name) {
        return Integer.parseInt(request.getParameter(name));
    }

    static void print(HttpServletResponse response, String line) {
        try {
            PrintWriter writer = response.getWriter();
            writer.print(line + "\n");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
