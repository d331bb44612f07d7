package org.jcorn.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jcorn.http.ParserDriver.Result;
import org.jcorn.http.corpus.CaseOptions;
import org.jcorn.http.corpus.RequestCase;
import org.jcorn.http.corpus.RequestCase.ExpectedRequest;
import org.jcorn.http.corpus.RequestCase.Failure;
import org.jcorn.http.corpus.Split;

/** Compares what the parser makes of a case with what it must. */
final class CaseCheck {
    private CaseCheck() {}

    static void check(RequestCase example, Split split) {
        Result result = new ParserDriver(CaseOptions.of(example.config()))
                .run(example.peer().host(), split.apply(example.bytes()));
        Failure failure = example.failure();
        HttpViolation violation = result.violation();
        if (failure == null) {
            assertThat(violation).as("violation, %s", split).isNull();
            assertThat(result.requests()).as("requests, %s", split).hasSameSizeAs(example.requests());
        } else {
            assertThat(violation).as("violation, %s", split).isNotNull();
            Violation rule = Objects.requireNonNull(violation).violation();
            assertThat(rule.status()).isEqualTo(failure.status());
            if (failure.violation() != null) {
                assertThat(rule).isEqualTo(failure.violation());
            }
            assertThat(result.inBody()).as("in body").isEqualTo(failure.inBody());
            assertThat(result.requests()).hasSize(failure.requestsBefore());
        }
        for (int i = 0; i < example.requests().size(); i++) {
            check(result.requests().get(i), example.requests().get(i));
        }
    }

    private static void check(ExpectedRequest actual, ExpectedRequest expected) {
        assertThat(actual.method()).isEqualTo(expected.method());
        assertThat(actual.target()).isEqualTo(expected.target());
        if (expected.path() != null) {
            assertThat(actual.path()).isEqualTo(expected.path());
        }
        if (expected.query() != null) {
            assertThat(actual.query()).isEqualTo(expected.query());
        }
        if (expected.fragment() != null) {
            assertThat(actual.fragment()).isEqualTo(expected.fragment());
        }
        assertThat(actual.version()).isEqualTo(expected.version());
        if (expected.fields() != null) {
            assertThat(actual.fields()).isEqualTo(expected.fields());
        }
        assertThat(actual.body()).isEqualTo(expected.body());
        assertThat(actual.trailers()).isEqualTo(expected.trailers());
        assertThat(actual.scheme()).isEqualTo(expected.scheme());
        if (expected.scriptName() != null) {
            assertThat(actual.scriptName()).isEqualTo(expected.scriptName());
        }
        assertThat(actual.close()).as("close").isEqualTo(expected.close());
        assertThat(actual.continueExpected()).as("100-continue").isEqualTo(expected.continueExpected());
        if (expected.proxy() != null) {
            assertThat(actual.proxy()).isEqualTo(expected.proxy());
        }
    }
}
