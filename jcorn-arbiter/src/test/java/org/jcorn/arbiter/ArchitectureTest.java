package org.jcorn.arbiter;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the arbiter may depend on. */
class ArchitectureTest {

    private static final JavaClasses ARBITER = new ClassFileImporter()
            .importUrl(Arbiter.class.getProtectionDomain().getCodeSource().getLocation());

    /** Never HTTP, never a worker class, never what loads applications. */
    @Test
    void arbiterNeverTouchesAClientOrTheApplication() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..",
                        "org.jspecify.annotations",
                        "jnr..",
                        "org.jcorn.arbiter",
                        "org.jcorn.conf",
                        "org.jcorn.config",
                        "org.jcorn.control",
                        "com.google.gson..",
                        "org.jcorn.hook",
                        "org.jcorn.log",
                        "org.jcorn.preload",
                        "org.jcorn.spi",
                        "org.jcorn.worker"))
                .check(ARBITER);
    }

    @Test
    void loopKnowsNoSystemCalls() {
        classes()
                .that()
                .belongToAnyOf(Arbiter.class, Staffing.class, Murder.class, Shutdown.class, Obituary.class, Crew.class)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify.annotations", "org.jcorn.."))
                .check(ARBITER);
    }

    /**
     * An operator or a time server may set the clock: nobody is to die or to wait for ever of that. The times of files, by
     * which the cache knows what was used last, are the clock's.
     */
    @Test
    void onlyMonotonicTimeDecides() {
        noClasses()
                .that()
                .doNotHaveSimpleName("PreloadCache")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.time\\.(Instant|Clock|\\w+DateTime)|java\\.util\\.(Date|Calendar)")
                .check(ARBITER);
    }

    /** {@link Libc} only because jnr-ffi makes its implementation in another package. */
    @Test
    void onlyTheWayInIsPublic() {
        Set<String> found = ARBITER.stream()
                .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toSet());

        assertThat(found)
                .containsExactlyInAnyOrder(
                        "Arbiter",
                        "ControlCall",
                        "ControlClient",
                        "ControlException",
                        "ControlServer",
                        "Conversion",
                        "Libc",
                        "Program");
    }
}
