package org.jcorn.http;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jcorn.config.HeaderMap;
import org.jcorn.config.ProxyProtocol;
import org.jcorn.http.ParserDriver.Result;

/**
 * The parser under a coverage-guided fuzzer. The environment variable {@code JAZZER_FUZZ=1} starts it, for one test
 * method at a time; else the known inputs run once.
 */
class ParserJazzerTest {

    @FuzzTest(maxDuration = "5m")
    void everySplitHasTheOutcomeOfTheWhole(FuzzedDataProvider data) {
        HttpOptions options = HttpOptions.builder()
                .proxyProtocol(data.pickValue(ProxyProtocol.values()))
                .headerMap(data.pickValue(HeaderMap.values()))
                .permitObsoleteFolding(data.consumeBoolean())
                .stripHeaderSpaces(data.consumeBoolean())
                .limitRequestLine(data.consumeInt(1, 300))
                .limitRequestFields(data.consumeInt(1, 20))
                .limitRequestFieldSize(data.consumeInt(1, 300))
                .build();
        int cut = data.consumeInt(1, 50);
        byte[] bytes = data.consumeRemainingAsBytes();
        Result whole = new ParserDriver(options).run("", bytes.length == 0 ? List.of() : List.of(bytes));
        List<byte[]> pieces = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += cut) {
            pieces.add(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + cut)));
        }
        ParserDriver driver = new ParserDriver(options);
        Result split = driver.run("", pieces);
        if (!whole.summary().equals(split.summary()) || driver.largest() > options.headBytes() + 16_384) {
            throw new AssertionError(whole.summary() + " but in pieces " + split.summary());
        }
    }
}
