package org.jcorn;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that an {@link Application} or a {@link WebSocketListener} never blocks and is quick, so that a worker class with
 * an event loop may run it there: a thread less to wake for each request.
 *
 * <p>It stands at the class, or at the field or method that {@code CLASS:MEMBER} names. A handler that does block all
 * the same holds up every other connection of its worker. What it writes is not waited for: a client that does not read
 * more than a megabyte of what a handler writes is cut off. A request whose body is long, or not there yet, is served by
 * another thread as if nothing had been said; worker classes without an event loop ignore the annotation.
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.FIELD})
public @interface NonBlocking {}
