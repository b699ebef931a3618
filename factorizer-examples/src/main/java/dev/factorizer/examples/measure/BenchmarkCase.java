package dev.factorizer.examples.measure;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.models.networks.Deconver;
import dev.factorizer.models.networks.DynUNet;
import dev.factorizer.models.networks.Factorizer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

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
        Factorization hals = Factorization.of(Solver.HALS);
        factorization("factorization", "rank 1, HALS, 5 iterations", hals);
        factorization("factorization-rank-2", "rank 2, HALS, 5 iterations", hals.withRank(2));
        factorization("factorization-rank-4", "rank 4, HALS, 5 iterations", hals.withRank(4));
        factorization("factorization-mu", "rank 1, multiplicative updates, 5 iterations", Factorization.of(Solver.MU));
        network("isles", "the Factorizer published for ISLES 2022", Factorizer.Settings.isles22(), 1);
        network("brats", "the Factorizer published for BraTS 2023", Factorizer.Settings.brats23(), 1);
        network("deconver", "the Deconver published for ISLES 2022", Deconver.Settings.isles22(), 1);
        network("dynunet-brats", "the nnU-Net published for BraTS 2023", DynUNet.Settings.brats23(), 1);
        network("dynunet", "a DynUNet of widths 32 to 256", DynUNet.Settings.plain(1, 3, List.of(48, 64, 48), List.of(32, 64, 128, 256)), 2);
    }

    private static void factorization(String name, String settings, Factorization factorization) {
        add(name, "8192 matrices 8x512, " + settings, (backend, options) -> FactorizationCase.on(backend, options, factorization, false));
        add(name + "-gradient", "the same with the gradient",
                (backend, options) -> FactorizationCase.on(backend, options, factorization, true));
    }

    private static void network(String name, String what, NetworkSettings settings, int batch) {
        String sizes = settings.inputChannels() + "x" + settings.window().stream().map(String::valueOf).collect(Collectors.joining("x"));
        add(name + "-inference", what + " on 1x" + sizes, (backend, options) -> NetworkCase.inference(backend, options, settings));
        add(name + "-training", "a training step of it on " + batch + "x" + sizes + ": Dice and cross-entropy, AdamW",
                (backend, options) -> NetworkCase.training(backend, options, settings, batch));
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
