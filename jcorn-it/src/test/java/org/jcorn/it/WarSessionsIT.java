package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.Outcome;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Visitor;
import org.jcorn.it.kit.Waiting;
import org.jcorn.it.kit.WarBuilder;
import org.junit.jupiter.api.Test;

/** Sessions are to outlive workers, or are not. */
@IntegrationTest
class WarSessionsIT {

    private static final Pattern PROCESS = Pattern.compile("process (\\d+)");

    @Test
    void workersShareThemAndTheyOutliveEveryWorker(Site site) throws IOException {
        // Given
        WarBuilder.guestbook(site).pack("book.war");
        Files.createDirectory(site.path("sessions"));
        try (RunningServer server = site.server()
                .application("book.war")
                .workers(2)
                .args("--session-store", "sessions")
                .start()) {
            Visitor visitor = new Visitor(server.port());
            // When: entries are written by either worker
            StringBuilder entries = new StringBuilder();
            Set<String> processes = new HashSet<>();
            Waiting.until("both workers have been met", () -> {
                int number = entries.length();
                entries.append('.');
                visitor.post("/entries", "entry=n" + number);
                processes.add(process(visitor));
                return processes.size() == 2;
            });
            // Then
            assertAll(visitor, entries.length());
            // When
            server.reload(2);
            // Then
            assertAll(visitor, entries.length());
            // When
            List<Long> former = server.workers();
            former.forEach(worker -> RunningServer.signal("KILL", worker));
            server.awaitReplaced(former, 2);
            // Then
            assertAll(visitor, entries.length());
            assertThat(server.log().text()).doesNotContain("Session ");
        }
    }

    private static String process(Visitor visitor) throws IOException {
        Matcher matcher = PROCESS.matcher(visitor.get("/entries").body());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static void assertAll(Visitor visitor, int count) throws IOException {
        String page = visitor.get("/entries").body();
        for (int i = 0; i < count; i++) {
            assertThat(page).contains("<li>n" + i + "</li>");
        }
    }

    @Test
    void whatCannotBeStoredIsToldOnce(Site site) throws IOException {
        // Given
        WarBuilder.in(site).source("Put", """
                        import jakarta.servlet.annotation.WebServlet;
                        import jakarta.servlet.http.*;

                        @WebServlet("/")
                        public class Put extends HttpServlet {
                            @Override
                            protected void doGet(HttpServletRequest request, HttpServletResponse response)
                                    throws java.io.IOException {
                                HttpSession session = request.getSession();
                                response.getWriter().print(session.getAttribute("name") + " " + session.getAttribute("lock"));
                                session.setAttribute("name", "Alice");
                                session.setAttribute("lock", new Object() {
                                    public String toString() {
                                        return "locked";
                                    }
                                });
                            }
                        }
                        """).pack("put.war");
        Files.createDirectory(site.path("sessions"));
        try (RunningServer server = site.server()
                .application("put.war")
                .args("--session-store", "sessions")
                .start()) {
            Visitor visitor = new Visitor(server.port());
            // When
            assertThat(visitor.get("/").body()).isEqualTo("null null");
            assertThat(visitor.get("/").body()).isEqualTo("Alice locked");
            server.reload(1);
            // Then
            assertThat(visitor.get("/").body()).isEqualTo("Alice null");
            assertThat(server.log().count("Session attribute lock cannot be stored: java.io.NotSerializableException"))
                    .isEqualTo(2);
        }
    }

    @Test
    void aStoreThatCannotBeWrittenToIsAFailedStart(Site site) throws IOException {
        WarBuilder.in(site).file("index.html", "Hello").pack("site.war");
        // When
        Outcome outcome = site.server()
                .application("site.war")
                .args("--session-store", "/proc")
                .run();
        // Then
        assertThat(outcome.status()).isEqualTo(4);
        assertThat(outcome.output())
                .contains("application \"site.war\": setting 'session_store': \"/proc\" is not writable")
                .doesNotContain("\tat ");
    }
}
