/**
 * Tomcat behind jcorn's own connections: a connector whose protocol handler opens no socket, but hands it the requests
 * that workers have read.
 *
 * <p>{@link org.jcorn.app.servlet.bridge.Bridge} is what the rest of the module sees. Each request is driven by a
 * coyote processor of its own, as HTTP/2 streams are in Tomcat.
 */
@NullMarked
package org.jcorn.app.servlet.bridge;

import org.jspecify.annotations.NullMarked;
