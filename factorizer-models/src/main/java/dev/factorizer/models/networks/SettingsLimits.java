package dev.factorizer.models.networks;

import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Rank;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.models.layers.Windows;
import java.util.Collections;
import java.util.List;

/**
 * How large the numbers in settings of a {@link Factorizer} may be, beside what all networks check. How many blocks there are,
 * and how large an embedding is, has to fit the weights that come with the settings.
 */
final class SettingsLimits {
    private static final NetworkChecks CHECKS = new NetworkChecks("factorizer");
    private static final long MOST_HIDDEN = 1L << 20;
    private static final int MOST_ITERATIONS = 1000;
    private static final int LARGEST_RANK = 1 << 16;
    private static final double LEAST_COMPRESSION = 0.01;
    private static final int MOST_SHIFTS = 64;
    private static final int MOST_SOLVERS = 16;

    private SettingsLimits() { }

    static void channels(String setting, int number) {
        CHECKS.channels(setting, number);
    }

    static void widths(List<Integer> widths) {
        CHECKS.widths(widths);
    }

    static void spatialSize(List<Integer> sizes) {
        CHECKS.spatialSize(sizes);
    }

    static void input(Shape x, int channels, List<Integer> spatialSize) {
        CHECKS.input(x, channels, spatialSize);
    }

    static void hidden(double mlpRatio, List<Integer> widths) {
        require(mlpRatio > 0 && (int) (mlpRatio * least(widths)) >= 1, "mlpRatio", mlpRatio,
                "above 0 and at least one hidden channel");
        require(mlpRatio * Collections.max(widths) <= MOST_HIDDEN, "mlpRatio", mlpRatio, "at most " + MOST_HIDDEN
                + " hidden channels");
    }

    static void mixing(Windows windows, Factorization factorization) {
        if (windows instanceof Windows.Shifted shifted) {
            require(shifted.shifts().size() <= MOST_SHIFTS, "shifts", shifted.shifts(), "at most " + MOST_SHIFTS);
        }
        require(factorization.iterations() <= MOST_ITERATIONS, "iterations", factorization.iterations(),
                "at most " + MOST_ITERATIONS);
        require(factorization.gradientSteps() <= MOST_ITERATIONS, "gradientSteps", factorization.gradientSteps(),
                "at most " + MOST_ITERATIONS);
        require(factorization.solvers().size() <= MOST_SOLVERS, "solvers", factorization.solvers(),
                "at most " + MOST_SOLVERS);
        switch (factorization.rank()) {
            case Rank.Fixed fixed -> require(fixed.components() <= LARGEST_RANK, "rank", fixed.components(),
                    "at most " + LARGEST_RANK);
            case Rank.Compression compression -> require(compression.ratio() >= LEAST_COMPRESSION, "compression",
                    compression.ratio(), "at least " + LEAST_COMPRESSION);
        }
    }

    static int least(List<Integer> numbers) {
        return NetworkChecks.least(numbers);
    }

    static void require(boolean holds, String setting, Object found, String expected) {
        CHECKS.require(holds, setting, found, expected);
    }
}
