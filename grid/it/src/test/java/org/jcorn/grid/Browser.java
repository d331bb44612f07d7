package org.jcorn.grid;

import java.io.ByteArrayOutputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that keeps cookies, follows redirects and fills forms in. */
final class Browser {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern FORM =
            Pattern.compile("<form[^>]*?action=\"([^\"]*)\"[^>]*>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern INPUT = Pattern.compile("<input\\b[^>]*>");
    private static final Pattern ATTRIBUTE = Pattern.compile("\\b(type|name|value)=\"([^\"]*)\"");
    private static final String BOUNDARY = "a-line-between";

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .cookieHandler(new CookieManager())
            .build();
    private final URI root;

    Browser(int port) {
        root = URI.create("http://127.0.0.1:" + port + "/");
    }

    HttpResponse<String> get(String target) throws Exception {
        return send(HttpRequest.newBuilder(root.resolve(target)));
    }

    HttpResponse<String> post(String target, String type, String body) throws Exception {
        return post(root.resolve(target), type, BodyPublishers.ofString(body));
    }

    /** Fill that text into the first form of a page, and submit it. */
    HttpResponse<String> submit(HttpResponse<String> page, String text) throws Exception {
        Matcher form = form(page);
        StringBuilder body = new StringBuilder();
        INPUT.matcher(form.group(2)).results().forEach(input -> {
            String type = attribute(input.group(), "type");
            String value = type.equals("text") ? text : attribute(input.group(), "value");
            body.append(body.isEmpty() ? "" : "&")
                    .append(encoded(attribute(input.group(), "name")))
                    .append('=')
                    .append(encoded(value));
        });
        return post(action(page, form), "application/x-www-form-urlencoded", BodyPublishers.ofString(body.toString()));
    }

    /** Send a file as a form would. */
    HttpResponse<String> upload(String target, String file, byte[] content) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + file
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(content);
        body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return post(
                root.resolve(target),
                "multipart/form-data; boundary=" + BOUNDARY,
                BodyPublishers.ofByteArray(body.toByteArray()));
    }

    /** {@return what a WebSocket answers to a text} */
    String converse(String target, String text) throws Exception {
        CompletableFuture<String> heard = new CompletableFuture<>();
        WebSocket socket = client.newWebSocketBuilder()
                .connectTimeout(PATIENCE)
                .buildAsync(URI.create("ws://" + root.getAuthority() + target), new FirstText(heard))
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        try {
            socket.sendText(text, true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            String answer = heard.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return answer;
        } finally {
            socket.abort();
        }
    }

    private HttpResponse<String> post(URI target, String type, BodyPublisher body) throws Exception {
        return send(HttpRequest.newBuilder(target).header("Content-Type", type).POST(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    }

    private static Matcher form(HttpResponse<String> page) {
        Matcher form = FORM.matcher(page.body());
        if (!form.find()) {
            throw new AssertionError("no form in " + page + ": " + page.body());
        }
        return form;
    }

    private static URI action(HttpResponse<String> page, Matcher form) {
        return page.uri().resolve(form.group(1).replace("&amp;", "&"));
    }

    private static String attribute(String input, String name) {
        return ATTRIBUTE
                .matcher(input)
                .results()
                .filter(attribute -> attribute.group(1).equals(name))
                .map(attribute -> attribute.group(2))
                .findFirst()
                .orElse("");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Hands the first text over. */
    private record FirstText(CompletableFuture<String> heard) implements WebSocket.Listener {

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            heard.complete(part.toString());
            return CompletableFuture.completedFuture(part);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            heard.completeExceptionally(error);
        }
    }
}
