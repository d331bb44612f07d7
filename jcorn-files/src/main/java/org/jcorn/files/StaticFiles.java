package org.jcorn.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Locale;
import org.jcorn.Application;
import org.jcorn.Request;
import org.jcorn.Response;
import org.jspecify.annotations.Nullable;

/**
 * The regular files of a directory and of those below it, for GET and HEAD (RFC 9110): with {@code Content-Type} by
 * extension, {@code ETag}, {@code Last-Modified}, conditional requests, and a single byte range.
 *
 * <p>A directory is answered by its {@code index.html}, and by a redirect where the slash at its end is missing. What is
 * not there is answered by {@code 404.html} of the top directory, if there is one. Where {@code NAME.br} or {@code NAME.gz}
 * lies beside a file and is not older, a client that takes it gets that.
 *
 * <p>Nothing else is served: no listing, nothing whose name begins with a dot, nothing outside the directory, whatever
 * symbolic links there are, and nothing that is no regular file.
 *
 * <p>One object serves any number of threads. It reads files, so a handler that says {@link org.jcorn.NonBlocking} is no
 * place for it.
 *
 * @since 0.1
 */
public final class StaticFiles implements Application {

    private static final String NOT_FOUND_PAGE = "/404.html";

    private final FileTree tree;

    /**
     * Serve a directory.
     *
     * @param directory the directory; if it is a symbolic link, what that leads to now
     * @throws IOException if there is no such directory
     */
    public StaticFiles(Path directory) throws IOException {
        tree = new FileTree(directory);
    }

    @Override
    public void handle(Request request, Response response) throws IOException {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            response.status(405).header("Allow", "GET, HEAD").send("Method Not Allowed\n");
            return;
        }
        String path = request.path();
        if (path.isEmpty() && !request.scriptName().isEmpty()) {
            redirect(request, "", response);
            return;
        }
        FileTree.@Nullable Entry found = hidesSeparator(request.target()) ? null : tree.find(path);
        if (found != null && found.directory()) {
            if (!path.endsWith("/")) {
                redirect(request, path, response);
                return;
            }
            found = tree.find(path + "index.html");
        } else if (path.endsWith("/")) {
            found = null;
        }
        FileTree.@Nullable Entry file = found;
        if (file == null || file.directory() || !send(file, request, response)) {
            notFound(response);
        }
    }

    /** {@return whether a slash or backslash is encoded in a target: it would be one of ours once it is decoded} */
    private static boolean hidesSeparator(String target) {
        int query = target.indexOf('?');
        String raw = (query < 0 ? target : target.substring(0, query)).toLowerCase(Locale.ROOT);
        return raw.contains("%2f") || raw.contains("%5c") || raw.contains("%00");
    }

    private static void redirect(Request request, String path, Response response) throws IOException {
        String query = request.query().isEmpty() ? "" : "?" + request.query();
        response.status(301)
                .header("Location", request.scriptName() + PathEncoding.encode(path) + "/" + query)
                .send("");
    }

    private boolean send(FileTree.Entry file, Request request, Response response) throws IOException {
        Variant variant = Variant.of(file, tree, request.header("Accept-Encoding"));
        FileChannel channel = variant.file().open();
        if (channel == null) {
            return false;
        }
        try (channel) {
            Validators validators = Validators.of(variant.file(), channel.size());
            response.header("ETag", validators.etag()).header("Last-Modified", HttpDates.format(validators.modified()));
            if (variant.negotiated()) {
                response.header("Vary", "Accept-Encoding");
            }
            int status = Preconditions.of(request).check(validators);
            if (status != 200) {
                response.status(status);
                return true;
            }
            response.header("Content-Type", ContentTypes.of(file.name())).header("Accept-Ranges", "bytes");
            if (!variant.coding().isEmpty()) {
                response.header("Content-Encoding", variant.coding());
            }
            content(channel, validators, request, response);
        }
        return true;
    }

    private static void content(FileChannel channel, Validators validators, Request request, Response response)
            throws IOException {
        long size = channel.size();
        if (request.method().equals("HEAD")) { // for which ranges mean nothing, RFC 9110 §14.2
            response.header("Content-Length", Long.toString(size));
            return;
        }
        ByteRange range = validators.allowRange(request.header("If-Range"))
                ? ByteRange.parse(request.header("Range"), size)
                : ByteRange.NONE;
        if (range.equals(ByteRange.NONE)) {
            response.sendFile(channel, 0, size);
        } else if (range.equals(ByteRange.UNSATISFIABLE)) {
            response.status(416).header("Content-Range", "bytes */" + size);
        } else {
            response.status(206)
                    .header("Content-Range", "bytes " + range.first() + "-" + range.last() + "/" + size)
                    .sendFile(channel, range.first(), range.length());
        }
    }

    private void notFound(Response response) throws IOException {
        response.status(404);
        FileTree.@Nullable Entry page = tree.find(NOT_FOUND_PAGE);
        FileChannel channel = page == null || page.directory() ? null : page.open();
        if (channel == null) {
            response.send("Not Found\n");
            return;
        }
        try (channel) {
            response.header("Content-Type", ContentTypes.of(NOT_FOUND_PAGE));
            response.sendFile(channel, 0, channel.size());
        }
    }
}
