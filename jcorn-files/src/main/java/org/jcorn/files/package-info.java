/**
 * Files of a directory as an application: {@link org.jcorn.files.StaticFiles}.
 *
 * <p>Applications see this package, and may pass requests on to such an object.
 */
@NullMarked
package org.jcorn.files;

import org.jspecify.annotations.NullMarked;
