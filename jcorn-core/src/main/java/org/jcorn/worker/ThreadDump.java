package org.jcorn.worker;

import java.util.Map;

/** The stacks of all threads as text, for the error log of a worker that is about to be killed. */
final class ThreadDump {

    private ThreadDump() {}

    static String text() {
        StringBuilder text = new StringBuilder("Thread dump:");
        for (Map.Entry<Thread, StackTraceElement[]> entry :
                Thread.getAllStackTraces().entrySet()) {
            Thread thread = entry.getKey();
            if (thread == Thread.currentThread() || entry.getValue().length == 0) {
                continue;
            }
            text.append("\n\"").append(thread.getName()).append("\" ").append(thread.getState());
            for (StackTraceElement frame : entry.getValue()) {
                text.append("\n    at ").append(frame);
            }
        }
        return text.toString();
    }
}
