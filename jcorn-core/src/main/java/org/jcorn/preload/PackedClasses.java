package org.jcorn.preload;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs class files into a jar whose name tells its contents, so that it is there once and never changes. */
final class PackedClasses {

    private static final String PREFIX = "classes-";

    /** The least time a jar can hold: where files came from and when makes no difference. */
    private static final long TIME = 315_619_200_000L;

    private PackedClasses() {}

    /**
     * {@return the jar}
     *
     * @param files what to pack
     * @param home where the jar is to be
     * @param work a directory of the same file system to make it in
     */
    static Path pack(ClassFiles files, Path home, Path work) throws IOException {
        Path made = work.resolve(PREFIX + "unnamed");
        CRC32 contents = new CRC32();
        try (OutputStream file = Files.newOutputStream(made);
                ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(file))) {
            zip.setMethod(ZipOutputStream.STORED);
            for (String name : files.classes()) {
                byte[] bytes = Files.readAllBytes(files.root().resolve(name));
                CRC32 crc = new CRC32();
                crc.update(bytes);
                ZipEntry entry = new ZipEntry(name);
                entry.setTime(TIME);
                entry.setSize(bytes.length);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(bytes);
                contents.update(name.getBytes(StandardCharsets.UTF_8));
                contents.update(bytes);
            }
        }
        Path jar = home.resolve(
                PREFIX + Long.toHexString(Files.size(made)) + "-" + Long.toHexString(contents.getValue()) + ".jar");
        if (Files.isRegularFile(jar) && Files.mismatch(jar, made) < 0) {
            Files.delete(made); // running JVMs and archives count on the time of the one that is there
        } else {
            Files.move(made, jar, StandardCopyOption.ATOMIC_MOVE);
        }
        return jar;
    }
}
