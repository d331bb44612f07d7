package org.jcorn.preload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Lays an application flat, unless that would make another application of it. */
public final class Flattening {

    private final List<Path> ours;
    private final Path home;
    private final Path work;

    /**
     * @param ours the jars of jcorn that workers have on their class path
     * @param home where packed classes are kept
     * @param work a directory of the same file system for what is not finished
     */
    public Flattening(List<Path> ours, Path home, Path work) {
        this.ours = List.copyOf(ours);
        this.home = home;
        this.work = work;
    }

    /**
     * {@return the layout}
     *
     * @param compiled classes that were compiled from sources, to be found before all others, or null
     * @param inputs the class path of the application, and those sources
     * @throws IOException if the classes cannot be read, or not packed
     */
    public Layout layOut(@Nullable Path compiled, Inputs inputs) throws IOException {
        String fingerprint = "";
        List<Path> jars = new ArrayList<>();
        try {
            fingerprint = inputs.fingerprint();
            List<ClassFiles> directories = new ArrayList<>();
            if (compiled != null) {
                jars.add(PackedClasses.pack(ClassFiles.below(compiled), home, work));
            }
            for (Path entry : inputs.classPath()) {
                if (Files.isDirectory(entry)) {
                    ClassFiles files = ClassFiles.below(entry);
                    directories.add(files);
                    if (!files.classes().isEmpty()) {
                        jars.add(PackedClasses.pack(files, home, work));
                    }
                } else if (Files.isRegularFile(entry)) {
                    String hidden = hidden(directories, entry);
                    if (hidden != null) {
                        return isolated(hidden, inputs, fingerprint);
                    }
                    jars.add(entry);
                }
            }
        } catch (ClassFiles.TooMany e) {
            return isolated(String.valueOf(e.getMessage()), inputs, fingerprint);
        }
        Optional<Collision> collision = Collision.find(JarPath.closure(jars), ours);
        return collision.isPresent()
                ? isolated(collision.get().text(), inputs, fingerprint)
                : new Layout(jars, "", inputs, fingerprint);
    }

    /**
     * {@return the layout of an application that keeps its own class loader}
     *
     * @param why what the operator is told
     * @param inputs its class path
     * @param fingerprint what they are like
     */
    public static Layout isolated(String why, Inputs inputs, String fingerprint) {
        return new Layout(List.of(), why, inputs, fingerprint);
    }

    /**
     * Files of directories stay where they are, and behind all jars: {@return what would be hidden by that, or null}
     */
    private static @Nullable String hidden(List<ClassFiles> directories, Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ClassFiles directory : directories) {
                for (String name : directory.resources()) {
                    if (zip.getEntry(name) != null) {
                        return "its " + directory.root().resolve(name) + " has to be found before the one in " + jar;
                    }
                }
            }
        }
        return null;
    }
}
