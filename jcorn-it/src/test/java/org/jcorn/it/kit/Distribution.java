package org.jcorn.it.kit;

import java.nio.file.Path;
import java.util.Arrays;

/**
 * The unpacked distribution under test, and the JDK to run it on: the one that runs the tests.
 *
 * @param home where it lies
 * @param java the {@code java} of the servers
 * @param work where tests may write
 */
public record Distribution(Path home, Path java, Path work) {

    /** {@return what the system properties {@code jcorn.dist} and {@code jcorn.work} say} */
    public static Distribution underTest() {
        return new Distribution(
                Path.of(System.getProperty("jcorn.dist", "../jcorn-dist/target/jcorn"))
                        .toAbsolutePath()
                        .normalize(),
                Path.of(System.getProperty("java.home"), "bin", "java"),
                Path.of(System.getProperty("jcorn.work", "target/it"))
                        .toAbsolutePath()
                        .normalize());
    }

    /** {@return the command} */
    public Path launcher() {
        return home.resolve("bin").resolve("jcorn");
    }

    /** {@return the cache that all tests share, so that class data archives are made once} */
    public Path cache() {
        return work.resolve("cache");
    }

    /** {@return where the archives of this distribution on this JDK lie in a cache} */
    public Path archives(Path cache) {
        return Path.of(cache + "/archives" + home + java);
    }

    /** {@return whether the archives in that cache are complete: the stamp comes last, then the work is cleared away} */
    public boolean trained(Path cache) {
        String[] names = archives(cache).toFile().list();
        return names != null
                && Arrays.stream(names).anyMatch(name -> name.endsWith("stamp"))
                && Arrays.stream(names).noneMatch(name -> name.startsWith("training-"));
    }
}
