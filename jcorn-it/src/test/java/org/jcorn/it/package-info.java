/**
 * Integration tests against the unpacked distribution: real processes, real signals, real sockets. Each class is named
 * after the operator's situation.
 */
@NullMarked
package org.jcorn.it;

import org.jspecify.annotations.NullMarked;
