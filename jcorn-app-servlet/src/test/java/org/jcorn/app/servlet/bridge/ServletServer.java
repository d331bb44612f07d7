package org.jcorn.app.servlet.bridge;

import jakarta.servlet.MultipartConfigElement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.websocket.server.WsSci;
import org.jspecify.annotations.Nullable;

/** The test application: on a stock Tomcat, or on one behind a worker. */
final class ServletServer implements AutoCloseable {
    /** The name of no worker class: the stock Tomcat. */
    static final String STOCK = "stock";

    private final Tomcat tomcat = new Tomcat();
    private final RecordingLogger log = new RecordingLogger();
    private final InetSocketAddress address;
    private final @Nullable TestWorker worker;

    ServletServer(String kind, Path directory) throws IOException, InterruptedException, LifecycleException {
        this(kind, directory, Map.of("threads", "8", "keepalive", "20"));
    }

    ServletServer(String kind, Path directory, Map<String, String> settings)
            throws IOException, InterruptedException, LifecycleException {
        tomcat.setBaseDir(
                Files.createDirectories(directory.resolve("base-" + kind)).toString());
        boolean stock = kind.equals(STOCK);
        Bridge bridge = new Bridge(log);
        Connector connector = stock ? stock() : bridge.connector();
        tomcat.setConnector(connector);
        ((StandardHost) tomcat.getHost()).setErrorReportValveClass(QuietErrorReportValve.class.getName());
        deploy(tomcat.addContext("", documents(directory)));
        tomcat.start();
        if (stock) {
            worker = null;
            address = new InetSocketAddress(InetAddress.getLoopbackAddress(), connector.getLocalPort());
        } else {
            worker = new TestWorker(kind, settings, log, bridge.application());
            address = worker.local();
        }
    }

    private static Connector stock() {
        Connector connector = new Connector();
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("allowedTrailerHeaders", "x-sum");
        connector.setPort(0);
        return connector;
    }

    private static String documents(Path directory) throws IOException {
        Path documents = directory.resolve("documents");
        if (!Files.exists(documents)) {
            Files.createDirectories(documents.resolve("static"));
            Files.writeString(documents.resolve("static/small.txt"), "0123456789");
            Files.write(documents.resolve("static/big.bin"), new byte[3_000_000]);
        }
        return documents.toString();
    }

    private static void deploy(Context context) {
        context.addServletContainerInitializer(
                new WsSci(), Set.of(UpgradeServlets.Echo.class, UpgradeServlets.Push.class));
        BlockingServlets.all().forEach((path, code) -> add(context, path, code));
        AsyncServlets.all().forEach((path, code) -> add(context, path, code));
        UpgradeServlets.all().forEach((path, code) -> add(context, path, code));
        Tomcat.addServlet(context, "default", new DefaultServlet());
        context.addServletMapping("/static/*", "default");
        context.addServletMapping("/", "default");
        context.addMimeMapping("txt", "text/plain");
        ErrorPage gone = new ErrorPage();
        gone.setErrorCode(410);
        gone.setLocation("/error-page");
        context.addErrorPage(gone);
        ErrorPage state = new ErrorPage();
        state.setExceptionType(IllegalStateException.class.getName());
        state.setLocation("/error-page");
        context.addErrorPage(state);
    }

    private static void add(Context context, String path, BlockingServlets.Code code) {
        Wrapper wrapper = Tomcat.addServlet(context, path, BlockingServlets.servlet(code));
        wrapper.setAsyncSupported(true);
        wrapper.setMultipartConfigElement(new MultipartConfigElement(""));
        context.addServletMapping(path, path);
    }

    InetSocketAddress address() {
        return address;
    }

    RecordingLogger log() {
        return log;
    }

    RawClient connect() throws IOException {
        return new RawClient(address);
    }

    @Override
    public void close() throws IOException {
        try {
            if (worker != null) {
                worker.close();
            }
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IOException(e);
        }
    }
}
