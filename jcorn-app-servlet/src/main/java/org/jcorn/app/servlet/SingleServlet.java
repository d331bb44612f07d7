package org.jcorn.app.servlet;

import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.WebInitParam;
import jakarta.servlet.annotation.WebServlet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Registers the one servlet of a context: as its annotation says, else for all requests. */
final class SingleServlet implements ServletContainerInitializer {

    private final Servlet servlet;

    SingleServlet(Servlet servlet) {
        this.servlet = servlet;
    }

    @Override
    public void onStartup(@Nullable Set<Class<?>> types, ServletContext context) {
        Class<?> type = servlet.getClass();
        WebServlet annotation = type.getAnnotation(WebServlet.class);
        String name = annotation == null || annotation.name().isEmpty() ? type.getName() : annotation.name();
        ServletRegistration.Dynamic registration = context.addServlet(name, servlet);
        registration.setLoadOnStartup(1);
        registration.setAsyncSupported(annotation == null || annotation.asyncSupported());
        registration.addMapping(patterns(annotation));
        if (annotation != null) {
            for (WebInitParam parameter : annotation.initParams()) {
                registration.setInitParameter(parameter.name(), parameter.value());
            }
        }
        MultipartConfig multipart = type.getAnnotation(MultipartConfig.class);
        if (multipart != null) {
            registration.setMultipartConfig(new MultipartConfigElement(multipart));
        }
    }

    private static String[] patterns(@Nullable WebServlet annotation) {
        if (annotation != null && annotation.urlPatterns().length > 0) {
            return annotation.urlPatterns();
        }
        return annotation != null && annotation.value().length > 0 ? annotation.value() : new String[] {"/*"};
    }
}
