package org.jcorn.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.jcorn.it.kit.HookTrace;
import org.jcorn.it.kit.IntegrationTest;
import org.jcorn.it.kit.OtherArbiter;
import org.jcorn.it.kit.Outcome;
import org.jcorn.it.kit.ProcessTree;
import org.jcorn.it.kit.RawClient;
import org.jcorn.it.kit.RunningServer;
import org.jcorn.it.kit.Site;
import org.jcorn.it.kit.Waiting;
import org.jcorn.it.kit.WorkerClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Hooks are called in the process, at the moment and in the order of Gunicorn's. */
@IntegrationTest
class HooksIT {

    @Test
    void callsThemInOrder(Site site) {
        // Given
        HookTrace trace = HookTrace.in(site);
        long arbiter;
        long first;
        try (RunningServer server = site.server().start()) {
            arbiter = server.pid();
            first = server.workers().get(0);
            // When
            assertThat(server.get("/one").status()).isEqualTo(200);
            RunningServer.signal("INT", first);
            trace.await(arbiter + " childExit " + first);
            server.awaitReplaced(List.of(first), 1);
            server.reload(1);
            server.signal("TTIN").awaitReady(2);
            assertThat(server.stop()).isZero();
        }
        // Then
        assertThat(trace.of(first))
                .containsExactly(
                        "postFork 1 " + arbiter,
                        "postWorkerInit sync",
                        "preRequest /one main",
                        "postRequest /one 200",
                        "workerInt",
                        "workerExit");
        List<String> calls = trace.of(arbiter);
        assertThat(calls)
                .startsWith(
                        "nworkersChanged 1 null",
                        "onStarting " + arbiter,
                        "whenReady",
                        "preFork 1 0",
                        "childExit " + first,
                        "preFork 2 0",
                        "nworkersChanged 1 1",
                        "onReload",
                        "preFork 3 0")
                .containsSubsequence("preFork 3 0", "nworkersChanged 2 1", "preFork 4 0")
                .endsWith("onExit 0");
        assertThat(calls.stream().filter(each -> each.startsWith("childExit"))).hasSize(4);
        assertThat(trace.lines().stream().filter(each -> each.endsWith(" workerExit")))
                .hasSize(4);
    }

    @Test
    void tellsOfAHungWorker(Site site) throws IOException {
        // Given
        HookTrace trace = HookTrace.in(site);
        try (RunningServer server = site.server().args("--timeout", "2").start();
                RawClient client = RawClient.connect(server.port())) {
            long hung = server.workers().get(0);
            // When
            client.get("/spin").readToEnd();
            trace.await(server.pid() + " childExit " + hung);
            // Then
            assertThat(trace.of(hung)).endsWith("preRequest /spin main", "workerAbort", "workerExit");
        }
    }

    @Test
    void tellsOfAnUpgrade(Site site) throws IOException {
        // Given
        HookTrace trace = HookTrace.in(site);
        try (RunningServer server = site.server().args("--pid", "shop.pid").start()) {
            // When
            server.signal("USR2");
            server.log().await("is ready: TERM to this one");
            try (OtherArbiter next = OtherArbiter.of(site.path("shop.pid.2"))) {
                // Then
                assertThat(trace.lines())
                        .containsSubsequence(server.pid() + " preExec", next.pid() + " onStarting " + next.pid());
                next.signal("TERM").awaitEnd();
            }
        }
    }

    static java.util.stream.Stream<WorkerClass> concurrent() {
        return WorkerClass.concurrent();
    }

    @ParameterizedTest
    @MethodSource("concurrent")
    void surroundsRequests(WorkerClass workerClass, Site site) {
        // Given
        HookTrace trace = HookTrace.in(site);
        try (RunningServer server = site.server().args(workerClass.arguments()).start()) {
            long worker = server.workers().get(0);
            String thread = server.get("/thread").body();
            // When
            assertThat(server.get("/throw").status()).isEqualTo(500);
            trace.await(worker + " postRequest /throw 500");
            // Then
            List<String> calls = trace.of(worker);
            assertThat(calls.get(2)).startsWith("preRequest /thread ");
            assertThat(calls.get(3)).isEqualTo("postRequest /thread 200");
            assertThat(calls.get(4)).startsWith("preRequest /throw ");
            if (!thread.isEmpty()) { // virtual threads have no names
                assertThat(calls.get(2)).isEqualTo("preRequest /thread " + thread);
            }
        }
    }

    @Test
    void aFailingRequestHookHarmsItsRequestAlone(Site site) {
        // Given
        site.write("jcorn.conf.java", """
                void preRequest(Worker worker, Request request) {
                    if (request.path().equals("/pre")) {
                        throw new IllegalStateException("thrown before");
                    }
                }
                void postRequest(Worker worker, Request request, java.util.Map<String, Object> environ) {
                    if (environ.get("PATH_INFO").equals("/post")) {
                        throw new IllegalStateException("thrown after");
                    }
                }
                """);
        try (RunningServer server = site.server().start()) {
            // When and then
            assertThat(server.get("/pre").status()).isEqualTo(500);
            server.log().await("thrown before").await("(jcorn.conf.java:3)");
            assertThat(server.get("/post").status()).isEqualTo(200);
            server.log().await("Hook 'post_request' failed").await("thrown after");
            assertThat(server.get("/").body()).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "onStarting(Arbiter a), on_starting, 1",
        "whenReady(Arbiter a), when_ready, 1",
        "'preFork(Arbiter a, Worker w)', pre_fork, 3",
        "'postFork(Arbiter a, Worker w)', post_fork, 3",
        "postWorkerInit(Worker w), post_worker_init, 3"
    })
    void aFailingBootHookStopsTheStart(String method, String hook, int status, Site site) {
        // Given
        site.write("jcorn.conf.java", "void " + method + " throws Exception { throw new Exception(\"no way\"); }\n");
        // When
        Outcome outcome = site.server().workers(2).run();
        // Then
        assertThat(outcome.status()).isEqualTo(status);
        assertThat(outcome.output())
                .containsIgnoringCase("hook '" + hook + "' failed")
                .contains("no way");
    }

    @Test
    void otherHooksThatFailAreLogged(Site site) {
        // Given
        site.write("jcorn.conf.java", """
                void childExit(Arbiter arbiter, Worker worker) {
                    throw new IllegalStateException("child");
                }
                void nworkersChanged(Arbiter arbiter, int now, Integer before) {
                    throw new IllegalStateException("count");
                }
                void workerExit(Arbiter arbiter, Worker worker) {
                    throw new IllegalStateException("exit");
                }
                void onExit(Arbiter arbiter) {
                    throw new IllegalStateException("end");
                }
                """);
        try (RunningServer server = site.server().start()) {
            // When
            assertThat(server.stop()).isZero();
            // Then
            assertThat(server.log().text())
                    .contains(
                            "Hook 'nworkers_changed' failed",
                            "Hook 'worker_exit' failed",
                            "Hook 'child_exit' failed",
                            "Hook 'on_exit' failed");
        }
    }

    @Test
    void shareTheirClassesWithTheApplication(Site site) {
        // Given
        site.write("Hooks.java", """
                import org.jcorn.hook.*;
                class Hooks {
                    static String greeting = "none";
                    static void postFork(Arbiter arbiter, Worker worker) {
                        greeting = "from the hook in " + worker.pid();
                    }
                }
                """);
        site.write("Shop.java", """
                class Shop {
                    static void app(org.jcorn.Request request, org.jcorn.Response response) throws Exception {
                        response.send(Hooks.greeting);
                    }
                }
                """);
        site.write("shop.properties", "post_fork = Hooks:postFork\n");
        try (RunningServer server = site.server()
                .args("-c", "shop.properties")
                .application("Shop:app")
                .start()) {
            // When and then
            assertThat(server.get("/").body())
                    .isEqualTo("from the hook in " + server.workers().get(0));
        }
    }

    @Test
    void aReloadBringsNewOnes(Site site) throws IOException {
        // Given
        String hooks = """
                void postFork(Arbiter arbiter, Worker worker) {
                    worker.log().info("VERSION in worker " + worker.age());
                }
                void nworkersChanged(Arbiter arbiter, int now, Integer before) {
                    arbiter.log().info("VERSION counts " + now);
                }
                """;
        site.write("jcorn.conf.java", hooks.replace("VERSION", "first"));
        try (RunningServer server = site.server().start()) {
            server.log().await("first in worker 1").await("first counts 1");
            // When
            site.write("jcorn.conf.java", hooks.replace("VERSION", "second"));
            server.reload(1);
            // Then
            server.log().await("second in worker 2").await("second counts 1");
            // When
            Files.writeString(site.path("jcorn.conf.java"), hooks.replace("VERSION", "third") + "int wokers = 3;\n");
            server.signal("HUP");
            server.log().await("Reload failed, nothing is changed: unknown setting 'wokers'");
            // Then
            server.signal("TTIN");
            server.log().await("second counts 2").await("second in worker 3");
            Waiting.until(
                    "two workers",
                    () -> server.workers().stream().filter(ProcessTree::alive).count() == 2);
            assertThat(server.log().text()).doesNotContain("third");
        }
    }
}
