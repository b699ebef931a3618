package dev.factorizer.api.backend;

/** How a backend is found: a module {@code provides} this, and {@code ServiceLoader} finds it. */
public interface BackendProvider {
    /** {@return the short lower-case name that users choose it by, such as {@code jvm}} */
    String name();

    /** {@return its devices, or the reason why there are none; fast and without side effects} */
    Availability availability();

    /** {@return its priority when no backend is named: the highest available one wins} */
    int preference();

    /**
     * Opens it.
     *
     * @param options device and threads
     * @return the backend; close it to end its threads and free its memory
     * @throws BackendException if it is not available or has no such device
     */
    Backend open(BackendOptions options);
}
