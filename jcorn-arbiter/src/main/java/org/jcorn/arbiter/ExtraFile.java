package org.jcorn.arbiter;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.jcorn.config.Config;
import org.jcorn.config.DebuggingSettings;
import org.jcorn.config.ServerMechanicsSettings;

/** An entry of the setting {@code reload_extra_files}: a file, or a pattern of files. */
final class ExtraFile {

    private final String text;
    private final Path base;
    private final int depth;
    private final PathMatcher matcher;

    private ExtraFile(Path directory, String text) {
        this.text = text;
        Path path = Path.of(text);
        Path start = path.isAbsolute() ? Path.of("/") : directory;
        int levels = 0;
        for (Path name : path) {
            if (levels > 0 || isPattern(name.toString())) {
                levels++;
            } else {
                start = start.resolve(name);
            }
        }
        this.base = start.normalize();
        this.depth = text.contains("**") ? Integer.MAX_VALUE : levels;
        // As with Gunicorn "a/**/b" includes "a/b".
        String pattern = escaped(directory).resolve(text).normalize().toString().replace("**/", "{,**/}");
        this.matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    }

    /**
     * {@return the entries of the setting}
     *
     * @throws IOException if a file that is named does not exist, or a pattern is none
     */
    static List<ExtraFile> all(Config config) throws IOException {
        Path directory = config.get(ServerMechanicsSettings.CHDIR);
        List<ExtraFile> all = new ArrayList<>();
        for (String text : config.get(DebuggingSettings.RELOAD_EXTRA_FILES)) {
            try {
                ExtraFile file = new ExtraFile(directory, text);
                if (file.depth == 0 && !Files.exists(file.base)) {
                    throw wrong(text, "does not exist");
                }
                all.add(file);
            } catch (PatternSyntaxException e) {
                throw wrong(text, "is no pattern: " + e.getDescription());
            } catch (InvalidPathException e) {
                throw wrong(text, "is not a path: " + e.getReason());
            }
        }
        return all;
    }

    private static IOException wrong(String text, String what) {
        return new IOException("setting 'reload_extra_files': \"" + text + "\" " + what);
    }

    /** {@return the file, or the directory that the files are below} */
    Path base() {
        return base;
    }

    /** {@return how many levels below the base a file may lie} */
    int depth() {
        return depth;
    }

    boolean matches(Path file) {
        return depth == 0 ? file.equals(base) : matcher.matches(file);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExtraFile file && file.text.equals(text) && file.base.equals(base);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    private static boolean isPattern(String name) {
        for (int i = 0; i < name.length(); i++) {
            if ("*?[{".indexOf(name.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** The directory is no part of the pattern, whatever its name. */
    private static Path escaped(Path directory) {
        return Path.of(directory.toString().replaceAll("[\\\\*?\\[\\]{}]", "\\\\$0"));
    }
}
