package org.jcorn.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jcorn.Application;
import org.jcorn.preload.Stage;
import org.jcorn.spi.AppLoadException;
import org.jcorn.spi.AppLoader;
import org.jcorn.spi.AppSource;
import org.jspecify.annotations.Nullable;

/** The built-in loader: applications named by class, from class files or from a source file compiled on the way. */
final class ClassAppLoader implements AppLoader {

    @Override
    public Optional<Application> load(AppSource source) throws AppLoadException {
        AppSpecification wanted = AppSpecification.parse(source.specification());
        if (wanted == null) {
            return Optional.empty();
        }
        Class<?> type = find(wanted, source);
        AppMember member = new AppMember(wanted, type);
        Application application = adapt(wanted, member.value(), source);
        return Optional.of(member.nonBlocking() ? new InlineApplication(application) : application);
    }

    private static Class<?> find(AppSpecification wanted, AppSource source) throws AppLoadException {
        List<Path> classPath = new ArrayList<>(source.classPath());
        SourceFile file = Stage.flat() ? null : SourceFile.of(wanted.className(), source.directory());
        if (file != null && file.newerThanClass()) {
            classPath.add(0, new CompiledSources(source.log()).compile(file, source.classPath()));
        }
        try {
            return Class.forName(wanted.className(), true, source.applicationLoader(classPath));
        } catch (ClassNotFoundException e) {
            throw notFound(wanted, source, e);
        } catch (ExceptionInInitializerError e) {
            throw failed(wanted, "its static initializer failed", e.getCause());
        } catch (LinkageError e) {
            throw failed(wanted, "it cannot be linked: " + e, null);
        } catch (Error e) { // the JVM wraps exceptions of an initializer, but not errors
            throw failed(wanted, "its static initializer failed", e);
        }
    }

    private static Application adapt(AppSpecification wanted, Object object, AppSource source) throws AppLoadException {
        if (object instanceof Application application) {
            return application;
        }
        for (AppLoader loader : source.loaders()) {
            Optional<Application> application = loader.adapt(object, source);
            if (application.isPresent()) {
                return application.get();
            }
        }
        String handler = AppMember.anyHandler(object.getClass());
        String hint = handler == null || wanted.member() != null
                ? ""
                : "; did you mean \"" + wanted.className() + ":" + handler + "\"?";
        throw failed(wanted, "it is a " + object.getClass().getName() + ", not an org.jcorn.Application" + hint, null);
    }

    private static AppLoadException notFound(
            AppSpecification wanted, AppSource source, ClassNotFoundException missing) {
        if (missing.getMessage() != null && !missing.getMessage().equals(wanted.className())) {
            return failed(wanted, "class " + missing.getMessage() + ", which it needs, is not found", null);
        }
        if (wanted.className().endsWith(".java")) {
            String bare = wanted.className().substring(0, wanted.className().length() - ".java".length());
            return failed(wanted, "this names a file; did you mean \"" + bare + "\" or \"" + bare + ":MEMBER\"?", null);
        }
        if (wanted.className().endsWith(".war") || wanted.className().endsWith(".jar")) {
            return failed(wanted, "no file " + source.directory().resolve(wanted.className()), null);
        }
        StringBuilder places = new StringBuilder();
        for (Path entry : source.classPath()) {
            places.append(places.length() == 0 ? "" : ", ").append(entry);
        }
        return failed(wanted, "no class or source file " + wanted.className() + " in " + places, null);
    }

    static AppLoadException failed(AppSpecification wanted, String what, @Nullable Throwable cause) {
        return new AppLoadException("application \"" + wanted.text() + "\": " + what, cause);
    }
}
