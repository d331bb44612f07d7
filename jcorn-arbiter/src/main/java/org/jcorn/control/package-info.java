/**
 * The protocol of the control socket, both ends: the server's, which takes commands in on a thread of its own and leaves
 * them for the arbiter, and the client's.
 *
 * <p>A message is four bytes of length, most significant first, and so many bytes of JSON in UTF-8. A request is
 * {@code {"id": …, "command": "show stats", "args": […]}}, its reply {@code {"id": …, "status": "ok", "data": …}} or
 * {@code {"id": …, "status": "error", "error": "…"}}. That is the protocol of Gunicorn's control socket.
 */
@NullMarked
package org.jcorn.control;

import org.jspecify.annotations.NullMarked;
