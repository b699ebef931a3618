package dev.factorizer.api.backend;

/** How a backend is found: a module {@code provides} this, and {@code ServiceLoader} finds it. */
public interface BackendProvider {
    /**
     * The name users choose it by, such as {@code jvm}.
     *
     * @return a short lower-case name
     */
    String name();

    /**
     * Whether it can be used here, quickly and without side effects.
     *
     * @return its devices, or the reason why there are none
     */
    Availability availability();

    /**
     * Where it stands when nobody chose: the available backend with the highest number is the best.
     *
     * @return the preference
     */
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
