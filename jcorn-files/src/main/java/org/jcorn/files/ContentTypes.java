package org.jcorn.files;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What a file holds, by the extension of its name. Text is taken to be UTF-8. */
final class ContentTypes {

    private static final String UNKNOWN = "application/octet-stream";

    private static final Map<String, String> TYPES = new HashMap<>();

    static {
        add("text/html; charset=utf-8", "html", "htm");
        add("text/css; charset=utf-8", "css");
        add("text/javascript; charset=utf-8", "js", "mjs");
        add("text/plain; charset=utf-8", "txt", "log", "java");
        add("text/markdown; charset=utf-8", "md");
        add("text/csv; charset=utf-8", "csv");
        add("text/calendar; charset=utf-8", "ics");
        add("text/vtt; charset=utf-8", "vtt");
        add("application/json", "json", "map");
        add("application/manifest+json", "webmanifest");
        add("application/xml", "xml", "xsl");
        add("application/xhtml+xml", "xhtml");
        add("application/atom+xml", "atom");
        add("application/rss+xml", "rss");
        add("application/pdf", "pdf");
        add("application/wasm", "wasm");
        add("application/zip", "zip");
        add("application/gzip", "gz", "tgz");
        add("application/java-archive", "jar", "war");
        add("image/svg+xml", "svg");
        add("image/png", "png");
        add("image/jpeg", "jpg", "jpeg");
        add("image/gif", "gif");
        add("image/webp", "webp");
        add("image/avif", "avif");
        add("image/x-icon", "ico");
        add("font/woff", "woff");
        add("font/woff2", "woff2");
        add("font/ttf", "ttf");
        add("font/otf", "otf");
        add("audio/mpeg", "mp3");
        add("audio/ogg", "ogg", "oga", "opus");
        add("audio/wav", "wav");
        add("audio/mp4", "m4a");
        add("video/mp4", "mp4", "m4v");
        add("video/webm", "webm");
        add("video/ogg", "ogv");
    }

    private ContentTypes() {}

    private static void add(String type, String... extensions) {
        for (String extension : extensions) {
            TYPES.put(extension, type);
        }
    }

    /** {@return the value of the field {@code Content-Type} for a file of that name} */
    static String of(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(extension, UNKNOWN);
    }
}
