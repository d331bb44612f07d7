package org.jcorn.http;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jcorn.Headers;
import org.jspecify.annotations.Nullable;

/** An empty field section. */
enum NoFields implements Headers {
    INSTANCE;

    @Override
    public int size() {
        return 0;
    }

    @Override
    public @Nullable String first(String name) {
        return null;
    }

    @Override
    public List<String> all(String name) {
        return List.of();
    }

    @Override
    public Iterator<Field> iterator() {
        return Collections.emptyIterator();
    }
}
