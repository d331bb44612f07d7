package org.jcorn.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jcorn.http.corpus.OwnCorpus;
import org.jcorn.http.corpus.RequestCase;
import org.jcorn.http.corpus.Split;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CorpusTest {

    @TestFactory
    Stream<DynamicTest> everyCaseHasOneOutcomeHoweverItIsSplit() {
        return cases().map(example -> DynamicTest.dynamicTest(
                example.name(), () -> Split.all().forEach(split -> CaseCheck.check(example, split))));
    }

    @Test
    void everyViolationHasACase() {
        Set<Violation> seen = OwnCorpus.invalid().stream()
                .map(example -> Objects.requireNonNull(example.failure()).violation())
                .collect(Collectors.toSet());
        assertThat(EnumSet.allOf(Violation.class))
                .as("violations without a case")
                .isSubsetOf(seen);
    }

    private static Stream<RequestCase> cases() {
        return Stream.concat(OwnCorpus.valid().stream(), OwnCorpus.invalid().stream());
    }
}
