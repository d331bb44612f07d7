package org.jcorn.worker.sync;

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

    private static final JavaClasses SYNC = new ClassFileImporter()
            .importUrl(SyncWorker.class.getProtectionDomain().getCodeSource().getLocation());

    /** As any third party's: nothing of the process around it but the SPI, no other worker class, not the arbiter. */
    @Test
    void seesTheSpiAndHttpOnly() {
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
                        "org.jcorn.worker.sync"))
                .check(SYNC);
    }

    @Test
    void onlyTheProviderIsPublic() {
        assertThat(SYNC.stream()
                        .filter(type ->
                                type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getSimpleName))
                .containsExactly("SyncWorker");
    }
}
