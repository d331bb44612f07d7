package org.jcorn.conf;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Compiles a configuration file, by the JDK's compiler in this process. */
final class Compilation {

    /** A field or method: where it begins and ends in the unit. */
    private record Member(String name, long begin, long end) {}

    private final JavaSource source;
    private final String origin;
    private final List<Member> members = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /** @param origin what the file is called in messages */
    Compilation(JavaSource source, String origin) {
        this.source = source;
        this.origin = origin;
    }

    /**
     * Compile.
     *
     * @param file the file, whose name classes keep for stack traces
     * @param sources where sources of other classes may lie that it refers to; they are not compiled with it
     * @param classPath where class files lie
     * @param classes where its own are put
     * @return whether it was possible
     */
    boolean run(Path file, Path sources, String classPath, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            problems.add(System.getProperty("java.home") + " has no compiler; a JDK is needed (" + origin + ")");
            return false;
        }
        if (source.declaresPackage()) {
            problems.add("a package declaration is not possible here (" + origin + ", line 1)");
            return false;
        }
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<String> options = List.of(
                "-proc:none",
                "-g",
                "-implicit:none",
                "-sourcepath",
                sources.toString(),
                "-cp",
                classPath,
                "-d",
                classes.toString());
        JavacTask task = (JavacTask) compiler.getTask(
                null, null, diagnostics, options, null, List.of(new Unit(file.toUri(), source.unit())));
        for (CompilationUnitTree unit : task.parse()) {
            collectMembers(unit, Trees.instance(task).getSourcePositions());
        }
        if (!failed(diagnostics)) {
            task.analyze();
        }
        if (!failed(diagnostics)) {
            task.generate();
        }
        for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics.getDiagnostics()) {
            if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
                problems.add(problem(diagnostic));
            }
        }
        return problems.isEmpty();
    }

    private void collectMembers(CompilationUnitTree unit, SourcePositions positions) {
        for (Tree type : unit.getTypeDecls()) {
            if (!(type instanceof ClassTree file) || !file.getSimpleName().contentEquals(source.className())) {
                continue;
            }
            for (Tree member : file.getMembers()) {
                String name = name(member);
                if (name != null) {
                    members.add(new Member(
                            name, positions.getStartPosition(unit, member), positions.getEndPosition(unit, member)));
                }
            }
        }
    }

    private static @Nullable String name(Tree member) {
        if (member instanceof VariableTree field) {
            return field.getName().toString();
        }
        return member instanceof MethodTree method ? method.getName().toString() : null;
    }

    private static boolean failed(DiagnosticCollector<JavaFileObject> diagnostics) {
        return diagnostics.getDiagnostics().stream().anyMatch(each -> each.getKind() == Diagnostic.Kind.ERROR);
    }

    private String problem(Diagnostic<? extends JavaFileObject> diagnostic) {
        List<String> parts = new ArrayList<>();
        for (String line : diagnostic.getMessage(Locale.ROOT).split("\\R", -1)) {
            if (!line.isBlank() && !line.strip().startsWith("location:")) {
                parts.add(line.strip().replaceAll("\\s+", " ").replaceAll("\\b([a-z]\\w*\\.)+(?=[A-Z])", ""));
            }
        }
        long position = diagnostic.getPosition();
        if (diagnostic.getSource() == null || position == Diagnostic.NOPOS) {
            return String.join(", ", parts) + " (" + origin + ")";
        }
        String subject = "";
        for (Member member : members) {
            if (member.begin() <= position && position <= member.end()) {
                subject = MemberName.subject(member.name());
            }
        }
        return subject + String.join(", ", parts) + " (" + origin + ", line " + source.line(position) + ")";
    }

    /** {@return what is wrong, one line each} */
    List<String> problems() {
        return problems;
    }

    /** {@return the lines of the file at which its fields and methods begin} */
    Map<String, Integer> lines() {
        Map<String, Integer> lines = new LinkedHashMap<>();
        for (Member member : members) {
            lines.putIfAbsent(member.name(), source.line(member.begin()));
        }
        return lines;
    }

    /** The file as the compiler sees it. */
    private static final class Unit extends SimpleJavaFileObject {
        private final String text;

        Unit(URI uri, String text) {
            super(uri, Kind.SOURCE);
            this.text = Objects.requireNonNull(text);
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
