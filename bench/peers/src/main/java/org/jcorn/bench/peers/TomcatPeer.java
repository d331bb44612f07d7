package org.jcorn.bench.peers;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** Tomcat's NIO connector and a servlet, on the default pool of 200 threads. */
public final class TomcatPeer extends HttpServlet {
    private static final long serialVersionUID = 1;

    private static final byte[] HELLO = Answers.hello();
    private static final byte[] BODY = Answers.body();

    public static void main(String[] args) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
        tomcat.setConnector(connector(Integer.parseInt(args[0])));
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "bench", new TomcatPeer()).addMapping("/");
        tomcat.start();
        tomcat.getServer().await();
    }

    private static Connector connector(int port) {
        Connector connector = new Connector();
        connector.setPort(port);
        connector.setProperty("address", Answers.HOST);
        connector.setProperty("acceptCount", Integer.toString(Answers.BACKLOG));
        connector.setProperty("maxConnections", Integer.toString(Answers.CONNECTIONS));
        connector.setProperty("maxKeepAliveRequests", "-1");
        connector.setProperty("keepAliveTimeout", Long.toString(Answers.IDLE.toMillis()));
        return connector;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType(Answers.TYPE);
        switch (request.getServletPath()) {
            case "/" -> send(response, HELLO);
            case "/echo" -> send(response, request.getInputStream().readAllBytes());
            case "/body" -> send(response, BODY);
            case "/sleep" -> {
                sleep();
                send(response, HELLO);
            }
            default -> response.setStatus(404);
        }
    }

    private static void send(HttpServletResponse response, byte[] bytes) throws IOException {
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private static void sleep() throws IOException {
        try {
            Thread.sleep(Answers.SLEEP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
