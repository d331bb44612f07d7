package org.jcorn.worker.netty;

import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;

/** What netty is told before its classes are loaded, where the operator has not said anything. */
final class NettyProperties {

    private NettyProperties() {}

    static void set() {
        // With logconfig there is an SLF4J, which netty would take, and which nobody has configured.
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        // Its own buffers are few here; following each of them up costs more than it could tell.
        suggest("io.netty.leakDetection.level", "disabled");
        // Thread-local pools of objects are for threads that live long, of which there is one.
        suggest("io.netty.recycler.maxCapacityPerThread", "256");
    }

    private static void suggest(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
