package org.jcorn.http;

/** Makes the suspension of a request that asks for one. */
interface SuspensionMaker {

    /**
     * {@return a suspension of the request being served}
     *
     * @param wire its connection
     */
    Suspension make(Wire wire);
}
