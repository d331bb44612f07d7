/** Spring Boot, in a WAR. */
package org.jcorn.grid.spring.boot;
