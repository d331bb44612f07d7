package org.jcorn.http;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jcorn.http.corpus.ConformanceCorpus;
import org.jcorn.http.corpus.Split;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ConformanceTest {

    @TestFactory
    Stream<DynamicTest> gunicornsFixturesAreUnderstoodAlike() {
        Optional<Path> file = ConformanceCorpus.file();
        assumeTrue(file.isPresent(), "the conformance data is not here");
        return ConformanceCorpus.load(file.get()).stream()
                .map(example -> DynamicTest.dynamicTest(
                        example.name(), () -> Split.all().forEach(split -> CaseCheck.check(example, split))));
    }
}
