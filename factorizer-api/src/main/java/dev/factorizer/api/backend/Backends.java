package dev.factorizer.api.backend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/** Finds backends: the only place where one is chosen. */
public final class Backends {
    private Backends() { }

    /** {@return all backends whose modules are present, available or not, the most preferred first} */
    public static List<BackendProvider> providers() {
        List<BackendProvider> found = new ArrayList<>();
        try {
            ServiceLoader.load(BackendProvider.class, Backends.class.getClassLoader()).forEach(found::add);
        } catch (ServiceConfigurationError e) {
            throw new BackendException("a backend can't be loaded: " + e.getMessage() + (e.getCause() == null ? "" : ": "
                    + e.getCause()), e);
        }
        return ordered(found);
    }

    /** The most preferred first; a backend without a name, or with that of another, could not be asked for. */
    static List<BackendProvider> ordered(List<BackendProvider> found) {
        Map<String, BackendProvider> names = new HashMap<>();
        for (BackendProvider provider : found) {
            String name = provider.name();
            if (name == null || name.isBlank()) {
                throw new BackendException("a backend has no name: that of " + provider.getClass().getName()
                        + ", expected one such as jvm; correct it, or take it off the module path or class path");
            }
            BackendProvider other = names.putIfAbsent(name, provider);
            if (other != null) {
                throw new BackendException("the backend \"" + name + "\" is provided by " + other.getClass().getName() + " and by "
                        + provider.getClass().getName() + ", expected one; take one of them off the module path or class path");
            }
        }
        return found.stream().sorted(Comparator.comparingInt(BackendProvider::preference).reversed()
                .thenComparing(BackendProvider::name)).toList();
    }

    /**
     * The best backend of this machine, with default options. Set {@code -Dfactorizer.backend=NAME} or the environment
     * variable {@code FACTORIZER_BACKEND} to name one instead.
     *
     * @return the backend
     * @throws BackendException if there is none, with the reason for each
     */
    public static Backend best() {
        return best(BackendOptions.DEFAULT, reason -> { });
    }

    /**
     * The best backend of this machine, or the one named by {@code -Dfactorizer.backend} or {@code FACTORIZER_BACKEND}.
     *
     * @param options device and threads
     * @param passedOver receives the reason why each more preferred backend was not taken
     * @return the backend
     * @throws BackendException if there is none, with the reason for each
     */
    public static Backend best(BackendOptions options, Consumer<String> passedOver) {
        String named = System.getProperty("factorizer.backend", System.getenv("FACTORIZER_BACKEND"));
        if (named != null && !named.isBlank()) {
            return named(named, options);
        }
        List<String> reasons = new ArrayList<>();
        for (BackendProvider provider : providers()) {
            switch (provider.availability()) {
                case Availability.Available available -> {
                    return provider.open(options);
                }
                case Availability.Missing missing -> {
                    String reason = provider.name() + ": " + missing.reason() + " " + missing.remedy();
                    reasons.add(reason);
                    passedOver.accept(reason);
                }
            }
        }
        throw new BackendException(reasons.isEmpty()
                ? "no backend was found; put dev.factorizer.backend.jvm on the module path"
                : "no backend is available here: " + String.join(" ", reasons));
    }

    /**
     * A backend by name, with default options. Never another one.
     *
     * @param name the name
     * @return the backend
     * @throws BackendException if it is missing or not available, with what to do
     */
    public static Backend named(String name) {
        return named(name, BackendOptions.DEFAULT);
    }

    /**
     * A backend by name. Never another one.
     *
     * @param name the name
     * @param options device and threads
     * @return the backend
     * @throws BackendException if it is missing or not available, with what to do
     */
    public static Backend named(String name, BackendOptions options) {
        List<BackendProvider> providers = providers();
        for (BackendProvider provider : providers) {
            if (provider.name().equals(name)) {
                if (provider.availability() instanceof Availability.Missing missing) {
                    throw new BackendException("backend \"" + name + "\" is not available: " + missing.reason() + " "
                            + missing.remedy());
                }
                return provider.open(options);
            }
        }
        throw new BackendException("backend \"" + name + "\" was not found, expected one of "
                + providers.stream().map(BackendProvider::name).toList()
                + "; add the module that provides it to the module path");
    }
}
