package dev.factorizer.examples.measure;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.models.networks.Factorizer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Something to time.
 *
 * @param name what it is called, also in {@code eager_pytorch.py}
 * @param description one line for people
 * @param preparation puts it on a backend
 */
public record BenchmarkCase(String name, String description, BiFunction<Backend, CompileOptions, PreparedCase> preparation) {
    private static final Map<String, BenchmarkCase> ALL = new TreeMap<>();

    static {
        add("factorization", "8192 matrices 8x512, rank 1, HALS, 5 iterations",
                (backend, options) -> FactorizationCase.on(backend, options, false));
        add("factorization-gradient", "the same with the gradient",
                (backend, options) -> FactorizationCase.on(backend, options, true));
        add("isles-inference", "the network published for ISLES 2022 on 1x2x64x64x64",
                (backend, options) -> NetworkCase.inference(backend, options, Factorizer.Settings.isles22()));
        add("isles-training", "a training step of it: Dice and cross-entropy, AdamW",
                (backend, options) -> NetworkCase.training(backend, options, Factorizer.Settings.isles22()));
        add("brats-inference", "the network published for BraTS 2023 on 1x4x128x128x128",
                (backend, options) -> NetworkCase.inference(backend, options, Factorizer.Settings.brats23()));
        add("brats-training", "a training step of it: Dice and cross-entropy, AdamW",
                (backend, options) -> NetworkCase.training(backend, options, Factorizer.Settings.brats23()));
    }

    private static void add(String name, String description, BiFunction<Backend, CompileOptions, PreparedCase> preparation) {
        ALL.put(name, new BenchmarkCase(name, description, preparation));
    }

    /** {@return all works, by name} */
    public static List<BenchmarkCase> all() {
        return List.copyOf(ALL.values());
    }

    /**
     * A work by name.
     *
     * @param name its name
     * @return the work
     * @throws IllegalArgumentException if there is none of that name, with all that there are
     */
    public static BenchmarkCase named(String name) {
        BenchmarkCase work = ALL.get(name);
        if (work == null) {
            throw new IllegalArgumentException("there is no work \"" + name + "\", expected one of "
                    + String.join(", ", ALL.keySet()));
        }
        return work;
    }

    /**
     * Puts it on a backend.
     *
     * @param backend where to run
     * @param options what products are stored in, and which operations become one
     * @return the work with its data
     * @throws dev.factorizer.api.backend.BackendException if it needs more memory than there is, before allocating, or does
     *     not have that storage
     */
    public PreparedCase prepare(Backend backend, CompileOptions options) {
        return preparation.apply(backend, options);
    }
}
