package org.jcorn.http;

import java.nio.charset.StandardCharsets;

/** The requests that the benchmarks feed. */
final class Requests {
    private Requests() {}

    /** {@return the one that wrk sends} */
    static byte[] wrk() {
        return ascii("""
                GET / HTTP/1.1
                Host: 127.0.0.1:8000

                """);
    }

    /** {@return one of a browser, with a dozen fields and a cookie} */
    static byte[] browser() {
        return ascii("""
                GET /articles/2026/11/a-title-of-some-length?page=2&sort=date HTTP/1.1
                Host: www.example.com
                User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0
                Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8
                Accept-Language: en-GB,en;q=0.7,de;q=0.3
                Accept-Encoding: gzip, deflate, br, zstd
                Referer: https://www.example.com/articles/2026/11/
                Connection: keep-alive
                Cookie: session=3f1c0b7e9a6d4e58b2c7a1f0d9e8c7b6; theme=dark; consent=necessary
                Upgrade-Insecure-Requests: 1
                Sec-Fetch-Dest: document
                Sec-Fetch-Mode: navigate
                Sec-Fetch-Site: same-origin
                Priority: u=0, i

                """);
    }

    private static byte[] ascii(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
