package org.jcorn.preload;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;

/**
 * The class files below a directory of the class path, and its other files.
 *
 * @param root the directory
 * @param classes names of the class files as in a jar, in order
 * @param resources names of the other files, those in hidden directories and {@code META-INF} left out
 */
record ClassFiles(Path root, List<String> classes, List<String> resources) {

    /** A directory with more files than this is more than a directory of classes. */
    static final int MOST = 20_000;

    /** The class path of the application cannot be laid flat because of a directory. */
    static final class TooMany extends IOException {

        private static final long serialVersionUID = 1L;

        TooMany(Path root) {
            super("the directory " + root + " has more than " + MOST + " files");
        }
    }

    /**
     * {@return the files below a directory}
     *
     * @throws TooMany if there are more than {@link #MOST}
     */
    static ClassFiles below(Path root) throws IOException {
        Visitor visitor = new Visitor(root);
        Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
        Collections.sort(visitor.classes);
        return new ClassFiles(root, visitor.classes, visitor.resources);
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {

        private final Path root;
        private final List<String> classes = new ArrayList<>();
        private final List<String> resources = new ArrayList<>();
        private int count;

        Visitor(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (directory.equals(root)) {
                return FileVisitResult.CONTINUE;
            }
            String name = root.relativize(directory).toString();
            return directory.getFileName().toString().startsWith(".") || name.equals("META-INF")
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            count++;
            if (count > MOST) {
                throw new TooMany(root);
            }
            if (attributes.isRegularFile()) {
                String name = root.relativize(file).toString();
                if (isClass(name)) {
                    classes.add(name);
                } else {
                    resources.add(name);
                }
            }
            return FileVisitResult.CONTINUE;
        }

        /** What cannot be read, or is a symbolic link in a circle, no class loader reads either. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }
    }

    /** {@return whether that is the file of a class that can be loaded: each part of its name is an identifier} */
    static boolean isClass(String name) {
        if (!name.endsWith(".class")) {
            return false;
        }
        int start = 0;
        for (int i = 0; i < name.length() - ".class".length(); i++) {
            char c = name.charAt(i);
            if (c == '/') {
                start = i + 1;
            } else if (i == start ? !Character.isJavaIdentifierStart(c) : !Character.isJavaIdentifierPart(c)) {
                return false;
            }
        }
        return true;
    }
}
