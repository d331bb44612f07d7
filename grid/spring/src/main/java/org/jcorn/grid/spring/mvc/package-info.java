/** Spring MVC as it is set up by hand. */
package org.jcorn.grid.spring.mvc;
