package org.jcorn.app.servlet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jcorn.app.Digest;
import org.jcorn.spi.AppLoadException;

/** A WAR file, checked before anything of it is written. */
final class WebArchive implements AutoCloseable {

    private final String name;
    private final ZipFile zip;

    private WebArchive(String name, ZipFile zip) {
        this.name = name;
        this.zip = zip;
    }

    /**
     * {@return the WAR file, open}
     *
     * @param name what the operator calls it
     * @param file where it is
     */
    static WebArchive open(String name, Path file) throws AppLoadException {
        try {
            return new WebArchive(name, new ZipFile(file.toFile()));
        } catch (ZipException e) {
            throw failed(name, "it is no zip file: " + e.getMessage());
        } catch (IOException e) {
            throw failed(name, "it cannot be read: " + e.getMessage());
        }
    }

    /**
     * Check that it is a web application, and that every entry stays inside of the directory it would be unpacked to.
     *
     * @throws AppLoadException if not; the message names the entry
     */
    void check() throws AppLoadException {
        boolean recognized = false;
        boolean executable = false;
        for (ZipEntry entry : entries()) {
            String path = entry.getName();
            try {
                if (path.indexOf('\\') >= 0 || Path.of(path).isAbsolute() || ("/" + path + "/").contains("/../")) {
                    throw failed(name, "its entry \"" + path + "\" leads out of it");
                }
            } catch (InvalidPathException e) {
                throw failed(name, "its entry \"" + path + "\" is no name of a file");
            }
            executable |= path.startsWith("BOOT-INF/");
            recognized |= path.startsWith("WEB-INF/") || WebRoot.WELCOME.contains(path);
        }
        if (executable) {
            throw failed(name, WebRoot.EXECUTABLE_JAR);
        }
        if (!recognized) {
            throw failed(name, WebRoot.NOT_RECOGNIZED);
        }
    }

    /** {@return what tells its content from another, without reading all of it} */
    String fingerprint() {
        StringBuilder content = new StringBuilder();
        for (ZipEntry entry : entries()) {
            content.append(entry.getName())
                    .append('\n')
                    .append(entry.getSize())
                    .append(' ')
                    .append(Long.toHexString(entry.getCrc()))
                    .append('\n');
        }
        return Digest.of(content.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Write what is in it below a directory.
     *
     * @throws IOException if that fails, or an entry would be written elsewhere
     */
    void unpack(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (ZipEntry entry : entries()) {
            Path target = directory.resolve(entry.getName()).normalize();
            if (!target.startsWith(directory.normalize())) {
                throw new IOException("entry \"" + entry.getName() + "\" leads out of " + directory);
            }
            if (entry.isDirectory()) {
                Files.createDirectories(target);
            } else {
                Files.createDirectories(target.getParent());
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, target);
                }
                // Clients compare the times of static files.
                if (entry.getLastModifiedTime() != null) {
                    Files.setLastModifiedTime(target, entry.getLastModifiedTime());
                }
            }
        }
    }

    private List<ZipEntry> entries() {
        return List.copyOf(Collections.list(zip.entries()));
    }

    static AppLoadException failed(String application, String what) {
        return new AppLoadException("application \"" + application + "\": " + what);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
