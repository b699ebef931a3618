package dev.factorizer.models.networks;

import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Initialization;
import dev.factorizer.api.factorization.Rank;
import dev.factorizer.api.factorization.SolverStep;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.models.layers.Heads;
import dev.factorizer.models.layers.Partition;
import dev.factorizer.models.layers.PositionalEmbedding;
import dev.factorizer.models.layers.Windows;
import java.util.ArrayList;
import java.util.List;

/** How windows, factorizations and positional embeddings are stored in a JSON file: to and from trees of settings. */
public final class MixingSettings {
    private MixingSettings() { }

    /**
     * Reads {@code windows} (shifted, local, global), {@code numberOfHeads} or {@code headDimension}, {@code gridSize} or
     * {@code patchSize}, and {@code shifts}.
     *
     * @param tree the settings
     * @return the windows
     */
    public static Windows windows(SettingsReader tree) {
        String kind = tree.text("windows");
        Heads heads = tree.has("numberOfHeads") ? new Heads.Count(tree.integer("numberOfHeads"))
                : new Heads.Dimension(tree.integer("headDimension"));
        return switch (kind) {
            case "global" -> {
                if (tree.has("gridSize") && tree.oneOrMoreIntegers("gridSize").stream().anyMatch(cells -> cells != 1)) {
                    throw tree.mismatch("gridSize", "1 for global windows");
                }
                yield new Windows.Global(heads);
            }
            case "local" -> new Windows.Local(heads, cells(tree));
            case "shifted" -> shifted(tree, heads, cells(tree));
            default -> throw tree.mismatch("windows", "shifted, local or global");
        };
    }

    private static Partition cells(SettingsReader tree) {
        return tree.has("gridSize") ? new Partition.Grid(tree.oneOrMoreIntegers("gridSize"))
                : new Partition.Patch(tree.oneOrMoreIntegers("patchSize"));
    }

    private static Windows shifted(SettingsReader tree, Heads heads, Partition cells) {
        if (tree.has("shifts")) {
            return new Windows.Shifted(heads, cells, tree.integerLists("shifts"));
        }
        return switch (cells) {
            case Partition.Patch patch -> Windows.Shifted.byHalf(heads, patch);
            case Partition.Grid grid -> throw tree.mismatch("shifts", "a list; only with \"patchSize\" there is a default");
        };
    }

    /**
     * Writes what {@link #windows(SettingsReader)} reads.
     *
     * @param windows the windows
     * @param tree where the settings are put
     */
    public static void write(Windows windows, SettingsWriter tree) {
        switch (windows) {
            case Windows.Global global -> {
                tree.put("windows", "global");
                tree.put("gridSize", 1);
            }
            case Windows.Local local -> {
                tree.put("windows", "local");
                writeCells(local.cells(), tree);
            }
            case Windows.Shifted shifted -> {
                tree.put("windows", "shifted");
                writeCells(shifted.cells(), tree);
                List<Object> shifts = new ArrayList<>();
                shifted.shifts().forEach(shift -> shifts.add(shift.isEmpty() ? null : single(shift)));
                tree.put("shifts", shifts);
            }
        }
        switch (windows.heads()) {
            case Heads.Count count -> tree.put("numberOfHeads", count.count());
            case Heads.Dimension dimension -> tree.put("headDimension", dimension.channels());
        }
    }

    private static void writeCells(Partition cells, SettingsWriter tree) {
        switch (cells) {
            case Partition.Grid grid -> tree.put("gridSize", single(grid.counts()));
            case Partition.Patch patch -> tree.put("patchSize", single(patch.sizes()));
        }
    }

    private static Object single(List<Integer> numbers) {
        return numbers.size() == 1 ? numbers.getFirst() : numbers;
    }

    /**
     * Reads {@code solvers}, {@code rank} or {@code compression}, {@code iterations}, {@code gradientSteps} (default: all),
     * {@code initialization}.
     *
     * @param tree the settings
     * @return the factorization
     */
    public static Factorization factorization(SettingsReader tree) {
        int iterations = tree.integer("iterations");
        if (tree.has("rank") && tree.has("compression")) {
            throw new IllegalArgumentException("settings: \"rank\" and \"compression\" are both given, expected one");
        }
        Rank rank = tree.has("compression") ? new Rank.Compression(tree.number("compression"))
                : new Rank.Fixed(tree.integer("rank"));
        return new Factorization(tree.texts("solvers").stream().map(SolverStep::of).toList(), rank, iterations,
                tree.has("gradientSteps") ? tree.integer("gradientSteps") : iterations,
                Initialization.of(tree.text("initialization")));
    }

    /**
     * Writes what {@link #factorization(SettingsReader)} reads.
     *
     * @param factorization the factorization
     * @param tree where the settings are put
     */
    public static void write(Factorization factorization, SettingsWriter tree) {
        switch (factorization.rank()) {
            case Rank.Fixed fixed -> tree.put("rank", fixed.components());
            case Rank.Compression compression -> tree.put("compression", compression.ratio());
        }
        tree.put("iterations", factorization.iterations());
        tree.put("gradientSteps", factorization.gradientSteps());
        tree.put("initialization", factorization.initialization().label());
        tree.put("solvers", factorization.solvers().stream().map(SolverStep::label).toList());
    }

    /**
     * An embedding by its name in settings.
     *
     * @param name none, learned, sinusoidal, rotary or axial
     * @return the embedding
     */
    public static PositionalEmbedding embedding(String name) {
        return switch (name) {
            case "none" -> new PositionalEmbedding.None();
            case "learned" -> new PositionalEmbedding.Learned();
            case "sinusoidal" -> new PositionalEmbedding.Sinusoidal();
            case "rotary" -> new PositionalEmbedding.Rotary();
            case "axial" -> new PositionalEmbedding.AxialLearned();
            default -> throw new IllegalArgumentException("settings: positional embedding \"" + name
                    + "\" is unknown, expected none, learned, sinusoidal, rotary or axial");
        };
    }

    /**
     * The name of an embedding in settings.
     *
     * @param embedding the embedding
     * @return as {@link #embedding} reads it
     */
    public static String name(PositionalEmbedding embedding) {
        return switch (embedding) {
            case PositionalEmbedding.None none -> "none";
            case PositionalEmbedding.Learned learned -> "learned";
            case PositionalEmbedding.Sinusoidal sinusoidal -> "sinusoidal";
            case PositionalEmbedding.Rotary rotary -> "rotary";
            case PositionalEmbedding.AxialLearned axial -> "axial";
        };
    }
}
