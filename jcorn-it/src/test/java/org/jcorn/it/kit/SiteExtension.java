package org.jcorn.it.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test its {@link Site} and, when the test is over, sees to it that no process, pidfile or socket file of it
 * is left. Before the first test of all it lets the distribution make its class data archives.
 */
final class SiteExtension implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(SiteExtension.class);

    /** Make one; for JUnit. */
    SiteExtension() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(WarmUp.class, key -> WarmUp.of(Distribution.underTest()), WarmUp.class)
                .check();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        AtomicInteger count = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent("count", key -> new AtomicInteger(), AtomicInteger.class);
        Distribution distribution = Distribution.underTest();
        String name = context.getRequiredTestClass().getSimpleName() + "." + count.incrementAndGet();
        store(context)
                .put(Site.class, Site.make(distribution, distribution.work().resolve(name), name));
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        Site site = site(context);
        boolean failed = context.getExecutionException().isPresent();
        if (failed) {
            System.err.println("--- " + context.getUniqueId() + " in " + site.directory() + " failed\n" + site.logs());
        }
        try {
            site.end();
        } catch (AssertionError e) {
            if (!failed) {
                System.err.println("--- " + context.getUniqueId() + "\n" + site.logs());
                throw e;
            }
            System.err.println("and then: " + e.getMessage());
            return;
        }
        if (!failed && Files.exists(site.directory())) {
            site.delete();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Site.class;
    }

    @Override
    public Site resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return site(context);
    }

    private static Site site(ExtensionContext context) {
        Site site = store(context).get(Site.class, Site.class);
        if (site == null) {
            throw new IllegalStateException("a Site is for tests, not for " + context.getUniqueId());
        }
        return site;
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }
}
