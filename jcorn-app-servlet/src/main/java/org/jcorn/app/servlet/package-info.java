/**
 * Loading web applications: WAR files, exploded directories and single servlets become applications of a Tomcat that
 * listens nowhere and is driven through {@link org.jcorn.app.servlet.bridge.Bridge}.
 */
@NullMarked
package org.jcorn.app.servlet;

import org.jspecify.annotations.NullMarked;
