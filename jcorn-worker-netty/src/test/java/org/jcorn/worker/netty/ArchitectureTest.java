package org.jcorn.worker.netty;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** What this worker class may depend on. */
class ArchitectureTest {

    private static final JavaClasses NETTY = new ClassFileImporter()
            .importUrl(NettyWorker.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void seesTheSpiAndHttpAndNettyOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..",
                        "org.jspecify.annotations",
                        "org.jcorn",
                        "org.jcorn.spi",
                        "org.jcorn.config",
                        "org.jcorn.http",
                        "org.jcorn.tls",
                        "javax.net.ssl",
                        "org.jcorn.worker.netty",
                        "io.netty.."))
                .check(NETTY);
    }

    @Test
    void onlyTheProviderIsPublic() {
        assertThat(NETTY.stream()
                        .filter(type ->
                                type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getSimpleName))
                .containsExactly("NettyWorker");
    }
}
