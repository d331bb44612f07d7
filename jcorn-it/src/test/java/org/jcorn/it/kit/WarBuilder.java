package org.jcorn.it.kit;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Makes web applications as their authors do: sources compiled against the servlet API, pages, descriptors. */
public final class WarBuilder {

    private static final Path EXAMPLE = Path.of(System.getProperty("basedir", "."), "../examples/servlet-war/src/main");

    private final Site site;
    private final Path work;
    private final List<Path> sources = new ArrayList<>();
    private final List<Path> stubs = new ArrayList<>();
    private final Map<String, Path> files = new LinkedHashMap<>();

    private WarBuilder(Site site) throws IOException {
        this.site = site;
        this.work = Files.createTempDirectory(site.directory(), "war-");
    }

    /** {@return an empty one} */
    public static WarBuilder in(Site site) throws IOException {
        return new WarBuilder(site);
    }

    /** {@return the one of the examples} */
    public static WarBuilder guestbook(Site site) throws IOException {
        WarBuilder war = new WarBuilder(site);
        war.sources.addAll(tree(EXAMPLE.resolve("java")).values());
        war.files.putAll(tree(EXAMPLE.resolve("webapp")));
        return war;
    }

    /** Add a source of a class without package. */
    public WarBuilder source(String className, String text) throws IOException {
        sources.add(Files.writeString(work.resolve(className + ".java"), text));
        return this;
    }

    /** Add a source that others are compiled with, but that is not part of the application. */
    public WarBuilder stub(String className, String text) throws IOException {
        Path file = work.resolve("stubs/" + className.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        stubs.add(Files.writeString(file, text));
        return this;
    }

    /** Add a file. */
    public WarBuilder file(String name, String text) throws IOException {
        files.put(name, Files.writeString(Files.createTempFile(work, "file-", ".txt"), text));
        return this;
    }

    /** Add a descriptor with that in it. */
    public WarBuilder descriptor(String content) throws IOException {
        return file(
                "WEB-INF/web.xml",
                "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.1\">" + content + "</web-app>");
    }

    /** {@return the WAR file, put in place at once} */
    public Path pack(String name) throws IOException {
        Map<String, Path> content = content();
        Path part = work.resolve("part");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(part))) {
            for (Map.Entry<String, Path> file : content.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                Files.copy(file.getValue(), zip);
            }
        }
        return Files.move(
                part,
                site.path(name),
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    /** {@return the directory with what would be in the WAR file} */
    public Path explode(String name) throws IOException {
        for (Map.Entry<String, Path> file : content().entrySet()) {
            Path target = site.path(name).resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.copy(file.getValue(), target);
        }
        return site.path(name);
    }

    private Map<String, Path> content() throws IOException {
        Map<String, Path> content = new LinkedHashMap<>(files);
        Path api = Files.createDirectories(work.resolve("api"));
        if (!stubs.isEmpty()) {
            compile(stubs, api);
        }
        if (!sources.isEmpty()) {
            Path classes = Files.createDirectories(work.resolve("classes"));
            compile(sources, classes);
            tree(classes).forEach((name, file) -> content.put("WEB-INF/classes/" + name, file));
        }
        return content;
    }

    private void compile(List<Path> which, Path classes) throws IOException {
        String classPath = Stream.concat(
                        Stream.of(work.resolve("api")),
                        tree(site.distribution().home().resolve("lib/servlet")).values().stream())
                .map(Path::toString)
                .collect(Collectors.joining(":"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-cp", classPath, "-d", classes.toString(), "-proc:none", "-parameters");
            if (!compiler.getTask(messages, manager, null, options, null, manager.getJavaFileObjectsFromPaths(which))
                    .call()) {
                throw new AssertionError(messages);
            }
        }
    }

    /** {@return the files below a directory by their names relative to it} */
    private static Map<String, Path> tree(Path root) throws IOException {
        Map<String, Path> tree = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> tree.put(root.relativize(file).toString(), file));
        }
        return tree;
    }
}
