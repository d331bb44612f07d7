/** Tests of the bridge behind real workers and beside a stock Tomcat. */
@NullMarked
package org.jcorn.app.servlet.bridge;

import org.jspecify.annotations.NullMarked;
