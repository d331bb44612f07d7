/**
 * Request cases, bytes in and outcome out, for the parser's tests here and for every worker class in jcorn-it:
 * {@link org.jcorn.http.corpus.OwnCorpus} (files of this module) and {@link org.jcorn.http.corpus.ConformanceCorpus}
 * (when its data is there).
 */
@NullMarked
package org.jcorn.http.corpus;

import org.jspecify.annotations.NullMarked;
