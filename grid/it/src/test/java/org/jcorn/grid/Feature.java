package org.jcorn.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.stream.IntStream;

/** What an application of the grid may offer, and how it is asked for. */
enum Feature {
    /** A page, with what the query says in it. */
    PAGE {
        @Override
        void check(Browser browser) throws Exception {
            HttpResponse<String> page = browser.get("/page?name=Ann+%26+Bob");
            assertThat(page.body()).contains("Hello, Ann &amp; Bob!");
            assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        }
    },
    /** The form on that page. */
    FORM {
        @Override
        void check(Browser browser) throws Exception {
            assertThat(browser.submit(browser.get("/page?name=x"), "Zo\u00eb").body())
                    .contains("Hello, Zo\u00eb!");
        }
    },
    /** JSON in and out. */
    JSON {
        @Override
        void check(Browser browser) throws Exception {
            HttpResponse<String> answer = browser.post("/json", "application/json", "{\"name\": \"Ann\"}");
            assertThat(answer.body()).isEqualTo("{\"greeting\":\"Hello, Ann!\"}");
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        }
    },
    /** A file in a multipart form, larger than any buffer on its way. */
    UPLOAD {
        @Override
        void check(Browser browser) throws Exception {
            HttpResponse<String> answer = browser.upload("/upload", "a.bin", new byte[300_000]);
            assertThat(answer.body().strip()).isEqualTo("a.bin: 300000 bytes");
        }
    },
    /** An answer that is sent in pieces. */
    STREAM {
        @Override
        void check(Browser browser) throws Exception {
            HttpResponse<String> answer = browser.get("/stream");
            assertThat(answer.body().lines())
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 1000)
                            .mapToObj(line -> "line " + line)
                            .toList());
            assertThat(answer.headers().firstValue("Transfer-Encoding")).hasValue("chunked");
        }
    },
    /** A session that knows its client again. */
    SESSION {
        @Override
        void check(Browser browser) throws Exception {
            browser.get("/session");
            assertThat(browser.get("/session").body().strip()).isEqualTo("visit 2");
        }
    },
    /** A WebSocket that sends back what it hears. */
    WEBSOCKET {
        @Override
        void check(Browser browser) throws Exception {
            assertThat(browser.converse("/echo", "Zo\u00eb")).isEqualTo("Zo\u00eb");
        }
    };

    /** Ask for it. */
    abstract void check(Browser browser) throws Exception;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
