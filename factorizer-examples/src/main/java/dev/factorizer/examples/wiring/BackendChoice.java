package dev.factorizer.examples.wiring;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.BackendProvider;
import dev.factorizer.api.backend.Backends;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which backend computes.
 *
 * @param name its name; empty for the best one of this machine
 * @param origin where the name comes from, for messages, such as {@code --backend}
 * @param threads how many threads; 0 for one per processor
 */
public record BackendChoice(Optional<String> name, String origin, int threads) {
    /** The Java property that names a backend. */
    public static final String PROPERTY = "factorizer.backend";
    /** The environment variable that names one. */
    public static final String VARIABLE = "FACTORIZER_BACKEND";

    /**
     * The choice of a command line: the option, else the property, else the variable, else the best one.
     *
     * @param option what {@code --backend} says, null if it isn't there
     * @param threads how many threads; 0 for one per processor
     * @return the choice
     */
    public static BackendChoice of(String option, int threads) {
        if (option != null) {
            return new BackendChoice(Optional.of(option), "--backend", threads);
        }
        String property = System.getProperty(PROPERTY, "");
        if (!property.isBlank()) {
            return new BackendChoice(Optional.of(property), "-D" + PROPERTY, threads);
        }
        String variable = System.getenv(VARIABLE);
        return variable == null || variable.isBlank() ? new BackendChoice(Optional.empty(), "", threads)
                : new BackendChoice(Optional.of(variable), VARIABLE, threads);
    }

    /**
     * Opens the backend. One requested by name is never replaced by another.
     *
     * @param passedOver receives the reason why a more preferred backend was not taken, if none was named
     * @return the backend; close it
     * @throws UnknownNameException if there is none of that name
     * @throws dev.factorizer.api.backend.BackendException if it can't be used here, with what to do
     */
    public Backend open(Consumer<String> passedOver) {
        BackendOptions options = new BackendOptions("", threads);
        if (name.isEmpty()) {
            return Backends.best(options, passedOver);
        }
        List<String> names = Backends.providers().stream().map(BackendProvider::name).toList();
        if (!names.contains(name.get())) {
            throw new UnknownNameException(origin + " " + name.get() + ": there is no such backend, expected one of "
                    + String.join(", ", names) + Suggestion.of(name.get(), names) + "; see \"factorizer devices\"");
        }
        return Backends.named(name.get(), options);
    }
}
