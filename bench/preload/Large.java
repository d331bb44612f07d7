import io.undertow.Handlers;
import io.undertow.Undertow;
import jakarta.servlet.http.HttpServlet;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.DefaultHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.gzip.GzipHandler;
import org.jcorn.Request;
import org.jcorn.Response;

/** An application with libraries that load many classes as it boots: other servers, which get no connection. */
public class Large {

    private static final String ANSWER = boot();

    private static String boot() {
        try {
            return tomcat() + jetty() + undertow();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String tomcat() throws Exception {
        java.util.logging.Logger.getLogger("org.apache").setLevel(java.util.logging.Level.OFF);
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("large").toString());
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "none", new HttpServlet() {}).addMapping("/");
        tomcat.start();
        return tomcat.getServer().getStateName();
    }

    private static String jetty() throws Exception {
        Server server = new Server();
        LocalConnector connector = new LocalConnector(server);
        server.addConnector(connector);
        server.setHandler(new GracefulHandler(new GzipHandler(new Handler.Sequence(
                new ContextHandler(new DefaultHandler(), "/none"), new DefaultHandler()))));
        server.start();
        return connector.getResponse("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    private static String undertow() {
        return Undertow.builder()
                .setHandler(Handlers.gracefulShutdown(Handlers.path().addPrefixPath("/", Handlers.resource(null))))
                .build()
                .toString();
    }

    static void app(Request request, Response response) throws Exception {
        response.send(ANSWER.isEmpty() ? "" : "Hello, world!\n");
    }
}
