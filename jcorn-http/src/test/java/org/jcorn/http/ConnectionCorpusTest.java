package org.jcorn.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jcorn.Request;
import org.jcorn.Response;
import org.jcorn.http.corpus.CaseOptions;
import org.jcorn.http.corpus.ConformanceCorpus;
import org.jcorn.http.corpus.OwnCorpus;
import org.jcorn.http.corpus.RequestCase;
import org.jcorn.http.corpus.RequestCase.ExpectedRequest;
import org.jcorn.http.corpus.RequestCase.Failure;
import org.jcorn.http.corpus.Split;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The corpora once more, through a whole connection with an application that reads every body. */
class ConnectionCorpusTest {

    @TestFactory
    Stream<DynamicTest> theApplicationSeesWhatTheParserSaw() {
        Stream<RequestCase> cases = Stream.concat(
                Stream.concat(OwnCorpus.valid().stream(), OwnCorpus.invalid().stream()),
                ConformanceCorpus.file().map(ConformanceCorpus::load).orElse(List.of()).stream());
        return cases.map(example ->
                DynamicTest.dynamicTest(example.name(), () -> Split.all().forEach(split -> check(example, split))));
    }

    private static void check(RequestCase example, Split split) {
        // Given
        List<String> seen = new ArrayList<>();
        Exchange exchange = Exchange.over(ScriptedWire.of(split.apply(example.bytes())))
                .with(CaseOptions.of(example.config()))
                .from(new Peer(example.peer().host(), example.peer().port(), "", 0, false));

        // When
        exchange.serve((request, response) -> answer(request, response, seen));

        // Then
        List<String> expected = new ArrayList<>();
        for (ExpectedRequest request : example.requests()) {
            expected.add(request.method() + " " + request.target() + " HTTP/" + request.version() + " "
                    + Octets.string(request.body(), 0, request.body().length));
        }
        assertThat(seen).as("requests, %s", split).isEqualTo(expected);
        Failure failure = example.failure();
        String last = exchange.output();
        last = last.substring(Math.max(last.lastIndexOf("HTTP/1.1 "), 0));
        if (failure != null) {
            assertThat(last).as("answer, %s", split).startsWith("HTTP/1.1 " + failure.status() + " ");
            assertThat(last).contains("\r\nConnection: close\r\n", Objects.requireNonNull(ruleText(exchange)));
        } else {
            assertThat(exchange.output()).doesNotContain(" 400 ");
        }
        assertThat(exchange.wire().closed()).isTrue();
    }

    private static String ruleText(Exchange exchange) {
        List<Throwable> causes = exchange.recorder().causes();
        return causes.get(causes.size() - 1) instanceof HttpViolation violation
                ? violation.violation().text()
                : "not a violation";
    }

    private static void answer(Request request, Response response, List<String> seen) throws Exception {
        byte[] body = request.body().readAllBytes();
        seen.add(request.method() + " " + request.target() + " " + request.protocol() + " "
                + Octets.string(body, 0, body.length));
        response.send("ok");
    }
}
