package org.jcorn.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A rule for the value of one setting, beyond what its type demands.
 *
 * <p>Checks are classes, not lambdas: this runs before anything else in a cold JVM, where a lambda costs more than a
 * class.
 *
 * @param <T> the value's Java type
 */
interface Check<T> {

    /** {@return the rule that the value breaks, as the end of a sentence about it, or "" if none} */
    String brokenRule(T value);

    /** A list must hold something. */
    final class NotEmpty<E> implements Check<List<E>> {
        @Override
        public String brokenRule(List<E> value) {
            return value.isEmpty() ? "must name at least one" : "";
        }
    }

    /** There must be at least one. */
    final class NotZero<N extends Number> implements Check<N> {
        @Override
        public String brokenRule(N value) {
            return value.longValue() == 0 ? "must be 1 or more" : "";
        }
    }

    /** There may be so many and no more. */
    final class Most<N extends Number> implements Check<N> {
        private final long most;

        Most(long most) {
            this.most = most;
        }

        @Override
        public String brokenRule(N value) {
            return value.longValue() > most ? "must be " + most + " or less" : "";
        }
    }

    /** A directory must be there. */
    final class DirectoryExists implements Check<Path> {
        @Override
        public String brokenRule(Path value) {
            return Files.isDirectory(value) ? "" : "is not a directory";
        }
    }

    /** A directory must be there if it is named. */
    final class OptionalDirectoryExists implements Check<Optional<Path>> {
        @Override
        public String brokenRule(Optional<Path> value) {
            return value.isEmpty() || Files.isDirectory(value.get()) ? "" : "is not a directory";
        }
    }

    /** A mount point is the beginning of a path. */
    final class MountPoint implements Check<Optional<String>> {
        @Override
        public String brokenRule(Optional<String> value) {
            return value.isEmpty() || value.get().startsWith("/") ? "" : "must begin with a slash";
        }
    }
}
