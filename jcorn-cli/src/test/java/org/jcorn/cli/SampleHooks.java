package org.jcorn.cli;

import org.jcorn.Request;
import org.jcorn.hook.Arbiter;
import org.jcorn.hook.Worker;

/** A method for each hook that a file can name. */
final class SampleHooks {

    private SampleHooks() {}

    static void onStarting(Arbiter arbiter) {}

    static void onReload(Arbiter arbiter) {}

    static void whenReady(Arbiter arbiter) {}

    static void preFork(Arbiter arbiter, Worker worker) {}

    static void postFork(Arbiter arbiter, Worker worker) {}

    static void postWorkerInit(Worker worker) {}

    static void workerInt(Worker worker) {}

    static void workerAbort(Worker worker) {}

    static void preExec(Arbiter arbiter) {}

    static void preRequest(Worker worker, Request request) {}

    static void postRequest(Worker worker, Request request) {}

    static void childExit(Arbiter arbiter, Worker worker) {}

    static void workerExit(Arbiter arbiter, Worker worker) {}

    static void nworkersChanged(Arbiter arbiter, int now, Integer before) {}

    static void onExit(Arbiter arbiter) {}
}
