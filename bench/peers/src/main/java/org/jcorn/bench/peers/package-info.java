/**
 * Other servers, each answering what {@code bench/app/Bench.java} answers. Every class is a program of two arguments: the
 * port, and how many threads its event loops have, where it has such loops. What they have in common: the loopback
 * address, a backlog of 2048, {@code TCP_NODELAY}, room for 20,000 connections and ten minutes for an idle one, no access
 * log, and {@code Content-Type: text/plain} on all answers. Everything else is left as the server has it by default.
 */
@NullMarked
package org.jcorn.bench.peers;

import org.jspecify.annotations.NullMarked;
