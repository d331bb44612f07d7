package org.jcorn.it.kit;

import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jcorn.Application;

/** Sources of small applications, and the compiler. */
public final class Sources {

    private Sources() {}

    /** {@return a class in the unnamed package whose handler {@code app} answers that} */
    public static String answering(String className, String answer) {
        return """
            import org.jcorn.Request;
            import org.jcorn.Response;

            class %s {
                static void app(Request request, Response response) throws Exception {
                    response.send("%s");
                }
            }
            """.formatted(className, answer);
    }

    /** Compile a source file against the API to class files in a directory. */
    public static void compile(Path source, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            String api = Path.of(Application.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
            boolean success = compiler.getTask(
                            messages,
                            files,
                            null,
                            List.of("-cp", api, "-d", classes.toString(), "-proc:none"),
                            null,
                            files.getJavaFileObjects(source))
                    .call();
            if (!success) {
                throw new AssertionError(messages);
            }
        } catch (java.io.IOException | java.net.URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
