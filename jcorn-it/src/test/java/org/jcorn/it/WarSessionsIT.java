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

    @Test
    void aLoginCountsForEveryWorker(Site site) throws IOException {
        // Given
        WarBuilder.in(site)
                .descriptor("""
                        <security-constraint>
                          <web-resource-collection>
                            <web-resource-name>all</web-resource-name><url-pattern>/*</url-pattern>
                          </web-resource-collection>
                          <auth-constraint><role-name>clerk</role-name></auth-constraint>
                        </security-constraint>
                        <login-config>
                          <auth-method>FORM</auth-method>
                          <form-login-config>
                            <form-login-page>/login.html</form-login-page><form-error-page>/error.html</form-error-page>
                          </form-login-config>
                        </login-config>
                        <security-role><role-name>clerk</role-name></security-role>
                        <env-entry>
                          <env-entry-name>shop</env-entry-name><env-entry-type>java.lang.String</env-entry-type>
                          <env-entry-value>corner shop</env-entry-value>
                        </env-entry>
                        """)
                .file("WEB-INF/tomcat-users.xml", """
                        <tomcat-users>
                          <role rolename="clerk"/><user username="amy" password="secret" roles="clerk"/>
                        </tomcat-users>
                        """)
                .file("login.html", "Who are you?")
                .file("error.html", "No.")
                .file("index.jsp", """
                        <%= request.getRemoteUser() %> of the
                        <%= new javax.naming.InitialContext().lookup("java:comp/env/shop") %>
                        by process <%= ProcessHandle.current().pid() %>
                        """)
                .pack("office.war");
        Files.createDirectory(site.path("sessions"));
        try (RunningServer server = site.server()
                .application("office.war")
                .workers(2)
                .args("--session-store", "sessions")
                .start()) {
            Visitor amy = new Visitor(server.port());
            // When
            assertThat(amy.get("/").body()).contains("Who are you?");
            assertThat(amy.post("/j_security_check", "j_username=amy&j_password=secret")
                            .status())
                    .isEqualTo(303);
            // Then
            Set<String> processes = new HashSet<>();
            Waiting.until("both workers have been met", () -> {
                String page = amy.get("/").body();
                assertThat(page).contains("amy of the", "corner shop");
                Matcher process = PROCESS.matcher(page);
                return process.find() && processes.add(process.group(1)) && processes.size() == 2;
            });
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
