package org.jcorn.worker;

import java.net.StandardProtocolFamily;

/**
 * A listener as it is handed from process to process.
 *
 * @param fd its descriptor in this process
 * @param spare another descriptor of the same socket
 * @param family {@code INET}, {@code INET6} or {@code UNIX}
 * @param address its address as text, with the real port
 */
public record InheritedListener(int fd, int spare, StandardProtocolFamily family, String address) {}
