package org.jcorn.http.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jcorn.http.Violation;
import org.jcorn.http.corpus.RequestCase.ExpectedRequest;
import org.jcorn.http.corpus.RequestCase.Failure;
import org.jcorn.http.corpus.RequestCase.Line;
import org.jcorn.http.corpus.RequestCase.Sender;
import org.jspecify.annotations.Nullable;

/** The request fixtures of Gunicorn, which lie outside of this project: {@code conformance/requests.json}. */
public final class ConformanceCorpus {
    /** The system property that names the directory. */
    public static final String PROPERTY = "jcorn.conformance";

    private ConformanceCorpus() {}

    /** {@return the file, when it is found} */
    public static Optional<Path> file() {
        List<Path> places = new ArrayList<>();
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            places.add(Path.of(named));
        }
        places.add(Path.of("../shared/conformance"));
        places.add(Path.of("../../shared/conformance"));
        return places.stream()
                .map(place -> place.resolve("requests.json"))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /**
     * {@return all cases}
     *
     * @param file the file
     */
    public static List<RequestCase> load(Path file) {
        try {
            Map<String, Object> document = map(Json.parse(Files.readString(file, StandardCharsets.UTF_8)));
            return list(document.get("cases")).stream()
                    .map(value -> requestCase(map(value)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RequestCase requestCase(Map<String, Object> json) {
        boolean valid = "valid".equals(json.get("kind"));
        List<Object> peer = json.get("peer") == null ? List.of() : list(json.get("peer"));
        Map<String, Object> config = new LinkedHashMap<>(map(json.get("config")));
        List<ExpectedRequest> requests = valid ? requests(list(json.get("expect"))) : List.of();
        Failure failure = valid ? cutShort(requests) : failure(map(json.get("expect")));
        return new RequestCase(
                string(json, "name"),
                Base64.getDecoder().decode(string(json, "raw_base64")),
                config,
                peer.isEmpty() ? new Sender("", 0) : new Sender((String) peer.get(0), number(peer.get(1))),
                failure == null ? requests : List.of(),
                failure);
    }

    /**
     * One fixture (valid/099) ends before its Content-Length is reached. Gunicorn takes what there is for the body;
     * RFC 9112 §8 wants it treated as incomplete, and so does jcorn.
     */
    private static @Nullable Failure cutShort(List<ExpectedRequest> requests) {
        ExpectedRequest last = requests.get(requests.size() - 1);
        boolean cut = Objects.requireNonNull(last.fields()).stream()
                .anyMatch(field ->
                        field.name().equals("CONTENT-LENGTH") && Long.parseLong(field.value()) > last.body().length);
        return cut ? new Failure(400, true, requests.size() - 1, Violation.BODY_CUT_SHORT) : null;
    }

    private static List<ExpectedRequest> requests(List<Object> expected) {
        List<ExpectedRequest> requests = new ArrayList<>();
        for (Object value : expected) {
            requests.add(request(map(value), requests.isEmpty()));
        }
        return requests;
    }

    private static ExpectedRequest request(Map<String, Object> json, boolean first) {
        List<Object> version = list(json.get("version"));
        return new ExpectedRequest(
                string(json, "method"),
                string(json, "uri"),
                string(json, "path"),
                string(json, "query"),
                string(json, "fragment"),
                version.get(0) + "." + version.get(1),
                lines(list(json.get("headers"))),
                Base64.getDecoder().decode(string(json, "body_base64")),
                lines(list(json.get("trailers"))),
                string(json, "scheme"),
                null,
                Boolean.TRUE.equals(json.get("should_close")),
                Boolean.TRUE.equals(json.get("expect_100_continue")),
                proxy(json.get("proxy_protocol_info"), first));
    }

    /** Gunicorn's parser reports the prefix with the first request only; jcorn keeps it for the connection. */
    private static @Nullable List<String> proxy(@Nullable Object value, boolean first) {
        if (value == null) {
            return first ? List.of() : null;
        }
        Map<String, Object> json = map(value);
        List<String> proxy = new ArrayList<>();
        for (String name : List.of("proxy_protocol", "client_addr", "client_port", "proxy_addr", "proxy_port")) {
            proxy.add(String.valueOf(json.get(name)));
        }
        return proxy;
    }

    private static Failure failure(Map<String, Object> json) {
        int status = number(json.get("status"));
        // The rule of the data: where Gunicorn answers 500 for a client's fault, 400 is right.
        return new Failure(
                status == 500 ? 400 : status,
                "body".equals(json.get("stage")),
                number(json.get("requests_before_error")),
                null);
    }

    private static List<Line> lines(List<Object> pairs) {
        return pairs.stream()
                .map(pair ->
                        new Line((String) list(pair).get(0), (String) list(pair).get(1)))
                .toList();
    }

    private static String string(Map<String, Object> json, String name) {
        return (String) Objects.requireNonNull(json.get(name), name);
    }

    private static int number(@Nullable Object value) {
        return Math.toIntExact((Long) Objects.requireNonNull(value));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(@Nullable Object value) {
        return (List<Object>) Objects.requireNonNull(value);
    }
}
