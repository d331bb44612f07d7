/**
 * The test kit: a {@link org.jcorn.it.kit.Site} is the directory of one test, a {@link org.jcorn.it.kit.RunningServer} a
 * server in it; {@link org.jcorn.it.kit.RawClient} and {@link org.jcorn.it.kit.StrictLoad} are its clients.
 */
@NullMarked
package org.jcorn.it.kit;

import org.jspecify.annotations.NullMarked;
