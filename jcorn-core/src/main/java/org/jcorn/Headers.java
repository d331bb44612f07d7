package org.jcorn;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A field section (RFC 9110 §6.3): names and values in the order received, looked up whatever the case of the name. */
public interface Headers extends Iterable<Headers.Field> {

    /**
     * One field line.
     *
     * @param name the name, its case as received
     * @param value the value without surrounding white space
     */
    record Field(String name, String value) {}

    /** {@return the number of field lines} */
    int size();

    /**
     * Look up the first field of that name.
     *
     * @param name the field name
     * @return its value, or null when there is none
     */
    @Nullable
    String first(String name);

    /**
     * Look up every field of that name.
     *
     * @param name the field name
     * @return the values in order, empty when there is none
     */
    List<String> all(String name);
}
