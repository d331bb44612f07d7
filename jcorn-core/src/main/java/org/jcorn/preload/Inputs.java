package org.jcorn.preload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;

/**
 * What an application's classes come from.
 *
 * @param classPath jars and directories
 * @param sources source files that were compiled, or would be if they were there
 */
public record Inputs(List<Path> classPath, List<Path> sources) {

    /** Makes a copy of the lists. */
    public Inputs {
        classPath = List.copyOf(classPath);
        sources = List.copyOf(sources);
    }

    /**
     * {@return a text that is another one when any class could be another one} A jar counts by its table of contents, and
     * by its time, because a JVM may reject an archive after that has changed; a class file by its contents.
     *
     * @throws IOException if something cannot be read, or a directory is too large
     */
    public String fingerprint() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path entry : classPath) {
            if (Files.isDirectory(entry)) {
                describe(ClassFiles.below(entry), text);
            } else {
                for (Path jar : JarPath.closure(List.of(entry))) {
                    text.append("jar ").append(jar).append(' ').append(Files.size(jar));
                    text.append(' ').append(Files.getLastModifiedTime(jar));
                    text.append(' ').append(CentralDirectory.crc(jar)).append('\n');
                }
            }
        }
        for (Path source : sources) {
            text.append("source ").append(source);
            if (Files.isRegularFile(source)) {
                text.append(' ').append(Files.getLastModifiedTime(source));
                text.append(' ').append(crc(source));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static void describe(ClassFiles files, StringBuilder text) throws IOException {
        CRC32 crc = new CRC32();
        for (String name : files.classes()) {
            crc.update((name + '\0').getBytes(StandardCharsets.UTF_8));
            crc.update(Files.readAllBytes(files.root().resolve(name)));
        }
        text.append("directory ")
                .append(files.root())
                .append(' ')
                .append(files.classes().size());
        text.append(' ').append(crc.getValue()).append('\n');
    }

    private static long crc(Path file) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(Files.readAllBytes(file));
        return crc.getValue();
    }
}
