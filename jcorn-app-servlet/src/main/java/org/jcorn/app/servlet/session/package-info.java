/**
 * Sessions in files, which all workers of a server share: loaded when another worker has changed them, written back at
 * the end of each request that has.
 */
@NullMarked
package org.jcorn.app.servlet.session;

import org.jspecify.annotations.NullMarked;
