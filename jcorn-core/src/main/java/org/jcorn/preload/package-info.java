/**
 * Laying an application flat on the class path of its workers, so that a class data archive can hold its classes.
 *
 * <p>An archive holds only classes that the system class loader loads from jars. So {@link
 * org.jcorn.preload.Flattening} packs the class files of directories into jars and sees whether the application's jars
 * go together with jcorn's own; what comes of it, a {@link org.jcorn.preload.Layout}, is good as long as the {@link
 * org.jcorn.preload.Inputs} stay as they were.
 */
@NullMarked
package org.jcorn.preload;

import org.jspecify.annotations.NullMarked;
