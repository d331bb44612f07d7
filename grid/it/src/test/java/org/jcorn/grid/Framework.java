package org.jcorn.grid;

import static org.jcorn.grid.Feature.FORM;
import static org.jcorn.grid.Feature.PAGE;
import static org.jcorn.grid.Feature.SESSION;
import static org.jcorn.grid.Feature.STREAM;
import static org.jcorn.grid.Feature.UPLOAD;
import static org.jcorn.grid.Feature.WEBSOCKET;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

/**
 * A framework, and the application that stands for it.
 *
 * @param name as its makers write it
 * @param directory where its application lies in {@code grid/}
 * @param jar what the jar that tells the version is called
 * @param features what its application offers
 */
record Framework(String name, String directory, String jar, Set<Feature> features) {

    private static final Set<Feature> EVERYTHING = EnumSet.allOf(Feature.class);
    private static final Set<Feature> RESOURCES = EnumSet.complementOf(EnumSet.of(WEBSOCKET));

    static List<Framework> all() {
        return List.of(
                new Framework("Plain servlets", "servlets", "", EVERYTHING),
                new Framework(
                        "JSP and JSTL",
                        "jsp",
                        "jakarta.servlet.jsp.jstl",
                        EnumSet.of(PAGE, FORM, UPLOAD, STREAM, SESSION)),
                new Framework("Spring MVC", "spring-mvc", "spring-webmvc", EVERYTHING),
                new Framework("Spring Boot 4", "spring-boot-4", "spring-boot", EVERYTHING),
                new Framework("Spring Boot 3", "spring-boot-3", "spring-boot", EVERYTHING),
                new Framework("Jersey", "jersey", "jersey-server", RESOURCES),
                new Framework("Apache Wicket", "wicket", "wicket-core", EnumSet.of(PAGE, FORM, SESSION)));
    }

    /** {@return its application} */
    Path war() {
        return Path.of("..", directory, "target", "grid-" + directory + ".war")
                .toAbsolutePath()
                .normalize();
    }

    /** {@return the version in its application; a dash if jcorn itself brings it} */
    String version() {
        Pattern entry = Pattern.compile("WEB-INF/lib/" + Pattern.quote(jar) + "-(\\d.*)\\.jar");
        try (ZipFile files = new ZipFile(war().toFile())) {
            return files.stream()
                    .map(file -> entry.matcher(file.getName()))
                    .filter(Matcher::matches)
                    .map(matcher -> matcher.group(1))
                    .findFirst()
                    .orElse("-");
        } catch (IOException e) {
            throw new AssertionError(war() + " cannot be read", e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
