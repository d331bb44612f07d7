package org.jcorn;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.INTERFACES;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What jcorn-core may depend on, and what of it others may. */
class ArchitectureTest {

    private static final JavaClasses CORE = new ClassFileImporter()
            .importUrl(Application.class.getProtectionDomain().getCodeSource().getLocation());

    /** The compiler is used by configuration files alone, in a process of their own. */
    @Test
    void coreDependsOnNothingButTheJdk() {
        classes()
                .that()
                .resideOutsideOfPackage("org.jcorn.conf")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("java..", "javax.net.ssl", "org.jspecify.annotations", "org.jcorn.."))
                .check(CORE);
    }

    @Test
    void applicationApiDependsOnNothingOfJcorn() {
        classes()
                .that()
                .resideInAPackage("org.jcorn")
                .and()
                .doNotHaveSimpleName("Jcorn") // which starts the rest
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify.annotations", "org.jcorn"))
                .check(CORE);
    }

    @ParameterizedTest(name = "{0} knows {1}")
    @CsvSource(delimiter = '|', textBlock = """
            org.jcorn.spi    | org.jcorn, org.jcorn.config, org.jcorn.hook, javax.net.ssl
            org.jcorn.hook   | org.jcorn, javax.net.ssl
            org.jcorn.config | org.jcorn, org.jcorn.spi, org.jcorn.hook
            org.jcorn.log    | org.jcorn, org.jcorn.spi, org.jcorn.config
            org.jcorn.app    | org.jcorn, org.jcorn.spi, org.jcorn.config, org.jcorn.preload
            org.jcorn.conf   | org.jcorn, org.jcorn.spi, org.jcorn.hook, org.jcorn.config, org.jcorn.app, javax.tools, javax.lang.model.., com.sun.source..
            org.jcorn.worker | org.jcorn, org.jcorn.spi, org.jcorn.hook, org.jcorn.config, org.jcorn.log, org.jcorn.app, org.jcorn.conf, org.jcorn.preload, javax.net.ssl
            """)
    void packagesKnowOnlyThoseBelow(String name, String known) {
        String[] packages = (name + ", java.., org.jspecify.annotations, " + known).split(", ", -1);

        classes()
                .that()
                .resideInAPackage(name)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(packages))
                .check(CORE);
    }

    /** An operator or a time server may set the clock: nobody is to die or to wait for ever of that. The log tells the time. */
    @Test
    void onlyMonotonicTimeDecides() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.jcorn.log")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.time\\.(Instant|Clock|\\w+DateTime)|java\\.util\\.(Date|Calendar)")
                .check(CORE);
    }

    @ParameterizedTest(name = "public in {0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            org.jcorn        | Application, Headers, Jcorn, NonBlocking, Request, Response, WebSocket, WebSocketListener
            org.jcorn.spi    | Activity, AppLoadException, AppLoader, AppSource, EmbeddedServer, Embedding, Exchange, Listener, Logger, Providers, RequestHooks, VirtualThreads, Worker, WorkerContext
            org.jcorn.hook   | Arbiter, Config, DefaultSslContext, Hook, Hooks, Log, Worker
            org.jcorn.log    | ControlCharacters, ProcessLog, SideLogger, SimpleLogger
            org.jcorn.app    | Applications, CacheDirectory, ClassPath, Digest, Preparation, PreparedApplication
            org.jcorn.conf   | ConfigFiles, FrameworkSettings, HookBinding, TrialMain, Views
            org.jcorn.preload | Flattening, Inputs, Layout, Stage
            org.jcorn.worker | EmbeddedWorker, Inherited, InheritedListener, JvmSignal, LaunchSpec, ProcessTitle, Report, Scoreboard, ScoreboardPage, WorkerMain
            """)
    void onlyWhatOthersNeedIsPublic(String name, String types) {
        List<String> found = CORE.stream()
                .filter(resideInAPackage(name))
                .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getSimpleName)
                .sorted()
                .toList();

        assertThat(found).isEqualTo(List.of(types.split(", ", -1)));
    }

    @Test
    void classesAreFinal() {
        classes()
                .that(not(INTERFACES))
                .and()
                .areNotEnums()
                .and()
                .areNotAnonymousClasses()
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(CORE);
    }

    @Test
    void packagesAreNullMarked() {
        assertThat(CORE.stream().map(JavaClass::getPackage).distinct())
                .allMatch(each -> each.isAnnotatedWith(NullMarked.class));
    }
}
