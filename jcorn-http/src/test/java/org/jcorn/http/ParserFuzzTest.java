package org.jcorn.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jcorn.http.ParserDriver.Result;
import org.jcorn.http.corpus.CaseOptions;
import org.jcorn.http.corpus.ConformanceCorpus;
import org.jcorn.http.corpus.OwnCorpus;
import org.jcorn.http.corpus.RequestCase;
import org.jcorn.http.corpus.Split;
import org.junit.jupiter.api.Test;

/**
 * Mutates the corpora. Whatever comes in: nothing but a {@link HttpViolation} is thrown, the buffer stays within its
 * bound, and every split has the outcome of the whole.
 *
 * <p>{@code -Djcorn.fuzz.seconds=300} makes it run for that long with a new seed; a failure names the seed.
 */
class ParserFuzzTest {
    private static final int ROUNDS = 10_000;
    private static final String[] TOKENS = {
        "\r\n",
        "\n",
        "\r",
        "\0",
        " ",
        "\t",
        ":",
        ";",
        ",",
        "/",
        "?",
        "#",
        "*",
        "%",
        "0",
        "-1",
        "chunked",
        "identity",
        "gzip",
        "Content-Length: 5\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Connection: close\r\n",
        "Host: a\r\n",
        "HTTP/1.0",
        "HTTP/1.1",
        "GET ",
        "CONNECT ",
        "http://",
        "PROXY ",
        "\r\n\r\n\0\r\nQUIT\n",
        "_",
        "Expect: ",
        "[::1]",
        "ffffffffffffffff",
        "\u007f",
        "\u00ff",
        "X: y\r\n",
        "\r\n ",
        "0\r\n\r\n",
        "5\r\nhello\r\n",
        "SCRIPT_NAME: /a\r\n"
    };

    @Test
    void mutatedRequestsHaveOneOutcome() {
        long seconds = Long.getLong("jcorn.fuzz.seconds", 0);
        long seed = seconds > 0 ? System.nanoTime() : 20_261_122L;
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        List<RequestCase> cases = cases();
        Random random = new Random(seed);
        for (long round = 0; seconds > 0 ? System.nanoTime() < end : round < ROUNDS; round++) {
            RequestCase example = cases.get(random.nextInt(cases.size()));
            RequestCase other = cases.get(random.nextInt(cases.size()));
            byte[] bytes = mutate(example.bytes(), other.bytes(), random);
            String name = "seed " + seed + " round " + round + " of " + example.name();
            check(example, bytes, random, name);
            serve(example, bytes, name);
        }
    }

    private static List<RequestCase> cases() {
        return Stream.of(
                        OwnCorpus.valid(),
                        OwnCorpus.invalid(),
                        ConformanceCorpus.file().map(ConformanceCorpus::load).orElse(List.of()))
                .flatMap(List::stream)
                .filter(example -> example.bytes().length < 10_000)
                .toList();
    }

    private static void check(RequestCase example, byte[] bytes, Random random, String name) {
        HttpOptions options = CaseOptions.of(example.config());
        String peer = example.peer().host();
        Result whole = new ParserDriver(options).run(peer, new Split.Whole().apply(bytes));
        List<Split> splits = List.of(
                bytes.length < 300 ? new Split.Bytes() : new Split.Lines(), new Split.Chance(random.nextLong()));
        for (Split split : splits) {
            ParserDriver driver = new ParserDriver(options);
            Result result = driver.run(peer, split.apply(bytes));
            assertThat(result.summary()).as("%s, %s", name, split).isEqualTo(whole.summary());
            assertThat(driver.largest()).as(name).isLessThanOrEqualTo(options.headBytes() + 16_384);
        }
    }

    /** A whole connection copes too: the application is never blamed for what the client sent. */
    private static void serve(RequestCase example, byte[] bytes, String name) {
        Exchange exchange = Exchange.over(ScriptedWire.of(new Split.Whole().apply(bytes)))
                .with(CaseOptions.of(example.config()))
                .from(new Peer(example.peer().host(), 1, "", 0, false))
                .serve((request, response) -> {
                    request.environ();
                    request.serverName();
                    request.serverPort();
                    response.send(request.body().readNBytes(10));
                });
        assertThat(exchange.recorder().events()).as(name).doesNotContain("failed");
        assertThat(exchange.wire().closed()).as(name).isTrue();
    }

    private static byte[] mutate(byte[] bytes, byte[] other, Random random) {
        ByteArrayOutputStream mutated = new ByteArrayOutputStream();
        List<Integer> places = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            places.add(random.nextInt(bytes.length + 1));
        }
        for (int i = 0; i < bytes.length; i++) {
            if (!places.contains(i)) {
                mutated.write(bytes[i]);
                continue;
            }
            switch (random.nextInt(6)) {
                case 0 -> mutated.write(random.nextInt(256));
                case 1 -> mutated.write(bytes[i] ^ (1 << random.nextInt(8)));
                case 2 -> {
                    mutated.writeBytes(TOKENS[random.nextInt(TOKENS.length)].getBytes(StandardCharsets.ISO_8859_1));
                    mutated.write(bytes[i]);
                }
                case 3 -> i += random.nextInt(8); // leave some out
                case 4 -> mutated.write(bytes, i, Math.min(bytes.length - i, 1 + random.nextInt(30))); // say it twice
                default -> {
                    int from = other.length == 0 ? 0 : random.nextInt(other.length);
                    mutated.write(other, from, other.length - from);
                    return mutated.toByteArray();
                }
            }
        }
        return mutated.toByteArray();
    }
}
