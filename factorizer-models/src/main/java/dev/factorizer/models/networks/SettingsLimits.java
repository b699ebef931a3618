package dev.factorizer.models.networks;

import dev.factorizer.api.deconvolution.Deconvolution;
import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Rank;
import dev.factorizer.models.layers.Windows;
import java.util.Collections;
import java.util.List;

/**
 * How large the numbers in settings of {@link Factorizer} and {@link Deconver} may be, beside what all networks check. How many
 * blocks there are, and how large an embedding is, has to fit the weights that come with the settings.
 */
final class SettingsLimits {
    private static final NetworkChecks CHECKS = new NetworkChecks("network");
    private static final long MOST_HIDDEN = 1L << 20;
    private static final int LARGEST_KERNEL = 127;
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

    static void hidden(double mlpRatio, List<Integer> widths) {
        require(mlpRatio > 0 && (int) (mlpRatio * least(widths)) >= 1, "mlpRatio", mlpRatio,
                "above 0 and at least one hidden channel");
        require(mlpRatio * Collections.max(widths) <= MOST_HIDDEN, "mlpRatio", mlpRatio, "at most " + MOST_HIDDEN
                + " hidden channels");
    }

    static void decoder(Decoder decoder, int stages) {
        require(decoder.depths().size() == stages - 1, "decoderDepths", decoder.depths(),
                "0 or more blocks for each of " + (stages - 1) + " stages, one fewer than the encoder's");
        require(decoder.deepSupervisionHeads() <= stages, "deepSupervisionHeads", decoder.deepSupervisionHeads(),
                "0 to " + stages);
    }

    static void deconvolution(Deconvolution deconvolution, List<Integer> widths) {
        require(Collections.max(deconvolution.kernel()) <= LARGEST_KERNEL, "kernel", deconvolution.kernel(),
                "numbers of at most " + LARGEST_KERNEL);
        iterations(deconvolution.iterations());
        require(deconvolution.gradientIterations() <= MOST_ITERATIONS, "gradientIterations",
                deconvolution.gradientIterations(), "at most " + MOST_ITERATIONS);
        for (int width : widths) {
            require(deconvolution.groups() == Deconvolution.ONE_PER_CHANNEL || width % deconvolution.groups() == 0, "groups",
                    deconvolution.groups(), Deconvolution.ONE_PER_CHANNEL + " or a number that divides each of widths " + widths);
            require(deconvolution.ratio() * width <= MOST_HIDDEN, "ratio", deconvolution.ratio(), "sources of at most "
                    + MOST_HIDDEN + " channels");
            int groups = deconvolution.groupsOf(width);
            require(Math.rint(width * deconvolution.ratio() / groups) >= 1, "ratio", deconvolution.ratio(),
                    "at least one channel for the source of each of " + groups + " groups");
        }
    }

    private static void iterations(int count) {
        require(count <= MOST_ITERATIONS, "iterations", count, "at most " + MOST_ITERATIONS);
    }

    static void mixing(Windows windows, Factorization factorization) {
        if (windows instanceof Windows.Shifted shifted) {
            require(shifted.shifts().size() <= MOST_SHIFTS, "shifts", shifted.shifts(), "at most " + MOST_SHIFTS);
        }
        iterations(factorization.iterations());
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
