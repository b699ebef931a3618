package dev.factorizer.examples.wiring;

import dev.factorizer.api.backend.Backend;
import jakarta.inject.Inject;
import jakarta.inject.Provider;

/** Opens the backend that the user chose. Asked when a command runs, because options are read after commands are made. */
public final class BackendSource {
    private static final System.Logger LOGGER = System.getLogger(BackendSource.class.getPackageName());

    private final Provider<BackendChoice> choice;
    private final Results results;

    /**
     * Made by Guice.
     *
     * @param choice what the user chose
     * @param results where it is said that a more preferred backend can't be used
     */
    @Inject
    BackendSource(Provider<BackendChoice> choice, Results results) {
        this.choice = choice;
        this.results = results;
    }

    /**
     * Opens the backend.
     *
     * @return the backend; close it
     * @throws UnknownNameException if there is none of that name
     * @throws dev.factorizer.api.backend.BackendException if it can't be used here, with what to do
     */
    public Backend open() {
        Backend backend = choice.get().open(reason -> results.warn("passed over " + reason));
        LOGGER.log(System.Logger.Level.INFO, () -> backend.name() + ": " + backend.device().description() + ", threads that compute: "
                + threads());
        return backend;
    }

    /** {@return how many threads compute: what the user chose, else one per processor} */
    public int threads() {
        int chosen = choice.get().threads();
        return chosen == 0 ? Runtime.getRuntime().availableProcessors() : chosen;
    }
}
