/** Plain servlets and a WebSocket endpoint, all found by their annotations. */
package org.jcorn.grid.servlets;
