/** Resources of Jakarta REST: one source for its implementations. */
package org.jcorn.grid.rest;
