package org.jcorn.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The text of a configuration file, in UTF-8. */
public final class ConfigText {

    private ConfigText() {}

    /**
     * Read a file.
     *
     * @param path the file
     * @param builder told what is wrong with it
     * @return its text without byte order mark, or empty if it cannot be read
     */
    public static Optional<String> read(String path, Config.Builder builder) {
        String problem;
        try {
            String text = Files.readString(Path.of(path));
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (NoSuchFileException e) {
            problem = "no such file";
        } catch (AccessDeniedException e) {
            problem = "permission denied";
        } catch (CharacterCodingException e) {
            problem = "not UTF-8";
        } catch (IOException e) {
            problem = String.valueOf(e.getMessage());
        } catch (InvalidPathException e) {
            problem = "not a path";
        }
        builder.problem("config file " + path + ": " + problem);
        return Optional.empty();
    }
}
