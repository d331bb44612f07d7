/** What the applications of Spring have in common: one source for Spring MVC alone and both generations of Spring Boot. */
package org.jcorn.grid.spring;
