package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jcorn.http.corpus.ConformanceCorpus;
import org.jcorn.http.corpus.OwnCorpus;
import org.jcorn.http.corpus.RequestCase;
import org.jcorn.http.corpus.RequestCase.ExpectedRequest;
import org.jcorn.http.corpus.RequestCase.Line;
import org.jcorn.http.corpus.Split;
import org.jcorn.it.app.Dump;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.RawResponse;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.ServerBuilder;
import org.jcorn.it.kit.Site;
import org.jcorn.tls.TlsFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The request corpora through a real socket and a real worker: what the application sees, or what the client is told, is
 * what the parser's own tests say, however the bytes arrive, and in every worker class. A {@code sync} worker answers the
 * first request of a connection only.
 */
@IntegrationTest
class ConformanceOverSocketIT {

    /** Byte by byte takes a system call for each: that many are enough for the way they arrive to matter. */
    private static final int SMALL = 300;

    private static final SSLContext CLIENT = TlsFixture.client();

    /** The server said that it closes the connection. */
    private static final String CLOSED = "closed";

    /** An address of the loopback network that no default trusts, to stand for any stranger. */
    private static final String STRANGER = "127.77.0.1";

    /**
     * The cases that go to one server.
     *
     * @param worker its worker class
     * @param tls whether it speaks TLS
     * @param config its settings
     * @param cases the cases
     */
    private record Group(String worker, boolean tls, Map<String, Object> config, List<RequestCase> cases) {
        @Override
        public String toString() {
            return worker + (tls ? " with TLS, " : ", ") + cases.size() + " cases with " + config;
        }
    }

    static Stream<Group> groups() {
        Map<Map<String, Object>, List<RequestCase>> groups = cases().filter(ConformanceOverSocketIT::possible)
                .collect(Collectors.groupingBy(RequestCase::config, LinkedHashMap::new, Collectors.toList()));
        return groups.entrySet().stream()
                .flatMap(group -> Stream.of("sync", "gthread", "netty")
                        .flatMap(worker -> Stream.of(false, true)
                                .map(tls -> new Group(worker, tls, group.getKey(), spoken(tls, group.getValue())))))
                .sorted(Comparator.comparing(Group::toString));
    }

    private static Stream<RequestCase> cases() {
        return Stream.of(
                        OwnCorpus.valid(),
                        OwnCorpus.invalid(),
                        ConformanceCorpus.file().map(ConformanceCorpus::load).orElse(List.of()))
                .flatMap(List::stream);
    }

    /** Who says nothing does no handshake, so that the server's last word is an alert and no HTTP. */
    private static List<RequestCase> spoken(boolean tls, List<RequestCase> cases) {
        return cases.stream().filter(each -> !tls || each.bytes().length > 0).toList();
    }

    /** Whether the peer can be had here: settings that name the addresses of others cannot be met over loopback. */
    private static boolean possible(RequestCase example) {
        return !example.config().toString().contains("_ips=[10.");
    }

    @Test
    void nearlyAllCasesArePossible() {
        assertThat(cases().filter(example -> !possible(example)).count()).isLessThanOrEqualTo(2);
        assertThat(cases().count()).isGreaterThan(300);
    }

    @ParameterizedTest
    @MethodSource("groups")
    void theApplicationSeesWhatWasSent(Group group, Site site) throws IOException {
        // Given
        Path socket = site.path("dump.sock");
        List<String> differences = new ArrayList<>();
        ServerBuilder builder = configured(site, group.config);
        if (group.tls) {
            builder.args("--certfile", TlsFixture.file("both.pem").toString());
        }
        try (RunningServer server = builder.bind("unix:dump.sock", "127.0.0.1:0")
                .args("--worker-class", group.worker)
                .args("--classpath", Site.testClasses().toString())
                .application("org.jcorn.it.app.Dump:app")
                .start()) {
            for (RequestCase example : group.cases) {
                for (Split split : splits(example)) {
                    // When
                    List<String> came = exchange(group, example, split, socket, server.port());
                    // Then
                    List<String> expected = expected(group, example, came);
                    if (!came.equals(expected)) {
                        differences.add(example.name() + ", " + split + ": expected\n" + expected + "but was\n" + came);
                    }
                }
            }
            assertThat(differences).isEmpty();
            assertThat(server.log().text()).doesNotContain("[ERROR]", "[CRITICAL]");
        }
    }

    private static ServerBuilder configured(Site site, Map<String, Object> config) {
        StringBuilder file = new StringBuilder();
        ServerBuilder server = site.server();
        config.forEach((name, value) -> {
            if (name.equals("script_name")) {
                server.args("--env", "SCRIPT_NAME=" + value);
            } else if (value instanceof List<?> list) {
                file.append(name)
                        .append('=')
                        .append(list.stream().map(String::valueOf).collect(Collectors.joining(",")));
            } else if (value instanceof Map<?, ?> map) {
                List<String> pairs = new ArrayList<>();
                map.forEach((key, text) -> pairs.add(key + "=" + text));
                file.append(name).append('=').append(String.join(",", pairs));
            } else {
                file.append(name).append('=').append(value);
            }
            file.append('\n');
        });
        site.write("dump.properties", file.toString());
        return server.args("-c", "dump.properties");
    }

    private static List<Split> splits(RequestCase example) {
        List<Split> splits = new ArrayList<>(List.of(new Split.Whole(), new Split.Lines()));
        if (example.bytes().length <= SMALL) {
            splits.add(new Split.Bytes());
        }
        return splits;
    }

    /** {@return what came back: for each answer "status 400" or the application's report; and "closed" if it says so} */
    private static List<String> exchange(Group group, RequestCase example, Split split, Path socket, int port)
            throws IOException {
        String host = example.peer().host();
        try (RawClient client = host.isEmpty()
                ? RawClient.connect(socket)
                : RawClient.connect(
                        InetAddress.getByName(host.equals("127.0.0.1") ? host : STRANGER),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            if (group.tls) {
                client.tls(CLIENT);
            }
            send(client, split.apply(example.bytes()));
            List<String> answers = new ArrayList<>();
            byte[] left = client.readToEnd();
            while (left.length > 0) {
                RawResponse response = RawResponse.parse(left);
                boolean last = "close".equals(response.field("Connection"));
                if (!response.complete() || (last && !response.rest().isEmpty())) {
                    answers.add("malformed: " + new String(left, StandardCharsets.ISO_8859_1));
                    break;
                }
                answers.add(response.status() == 200 ? response.body() : "status " + response.status());
                if (last) {
                    answers.add(CLOSED);
                }
                left = response.rest().getBytes(StandardCharsets.ISO_8859_1);
            }
            return answers;
        }
    }

    private static void send(RawClient client, List<byte[]> pieces) {
        try {
            for (byte[] piece : pieces) {
                client.send(piece);
            }
            client.halfClose();
        } catch (IOException e) {
            return; // it answered and closed already: the rest is for a connection that is kept
        }
    }

    private static List<String> expected(Group group, RequestCase example, List<String> came) {
        boolean firstOnly = group.worker.equals("sync");
        List<String> expected = new ArrayList<>();
        RequestCase.Failure failure = example.failure();
        int before = failure == null ? example.requests().size() : failure.requestsBefore();
        for (int i = 0; i < before; i++) {
            String there = i < came.size() ? came.get(i) : "";
            if (i < example.requests().size()) {
                expected.add(report(group, example.requests().get(i), example.peer(), there));
            } else {
                // Only their number is known of the requests before a failure.
                expected.add(there.startsWith("method ") ? there : "a report");
            }
            // Whether a connection is kept is up to the worker; that nothing comes after its end is not.
            if (firstOnly || (i + 1 < came.size() && came.get(i + 1).equals(CLOSED))) {
                expected.add(CLOSED);
                return expected;
            }
        }
        if (failure != null) {
            expected.add("status " + failure.status());
            expected.add(CLOSED);
        }
        return expected;
    }

    /** {@return the report as it must be; lines the case says nothing about are taken over} */
    private static String report(Group group, ExpectedRequest request, RequestCase.Sender peer, String came) {
        StringBuilder report = new StringBuilder();
        line(report, "method", request.method());
        line(report, "target", request.target());
        lineOr(report, "query", request.query(), came);
        line(report, "protocol", "HTTP/" + request.version());
        // Over TLS it is https, except where a header that is trusted says otherwise: a case does not tell these apart.
        lineOr(report, "scheme", group.tls && request.scheme().equals("http") ? null : request.scheme(), came);
        lineOr(report, "script_name", request.scriptName(), came);
        lines(report, "field", request.fields(), came);
        line(report, "body", new String(request.body(), StandardCharsets.ISO_8859_1));
        lines(report, "trailer", request.trailers(), came);
        List<String> proxy = request.proxy();
        if (proxy == null || (proxy.isEmpty() && !peer.host().isEmpty())) {
            came.lines()
                    .filter(line -> line.startsWith("remote ") || line.startsWith("PROXY_"))
                    .forEach(line -> report.append(line).append('\n'));
        } else if (proxy.isEmpty() || proxy.get(1).isEmpty()) {
            line(report, "remote", " 0");
        } else {
            line(report, "remote", proxy.get(1) + " " + proxy.get(2));
            line(report, "PROXY_ADDR", proxy.get(3));
            line(report, "PROXY_PORT", proxy.get(4));
            line(report, "PROXY_PROTOCOL", proxy.get(0));
        }
        return report.toString();
    }

    private static void line(StringBuilder report, String word, String value) {
        report.append(word).append(' ').append(Dump.escape(value)).append('\n');
    }

    private static void lineOr(StringBuilder report, String word, @Nullable String value, String came) {
        if (value == null) {
            lines(report, word, null, came);
        } else {
            line(report, word, value);
        }
    }

    private static void lines(StringBuilder report, String word, @Nullable List<Line> values, String came) {
        if (values == null) {
            came.lines()
                    .filter(line -> line.startsWith(word + " "))
                    .forEach(line -> report.append(line).append('\n'));
        } else {
            values.forEach(value -> line(report, word, value.name() + " " + value.value()));
        }
    }
}
