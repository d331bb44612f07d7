/** Pages of Apache Wicket, with their markup beside them. */
package org.jcorn.grid.wicket;
