package dev.factorizer.models.networks;

import dev.factorizer.api.deconvolution.Deconvolution;
import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Rank;
import dev.factorizer.models.layers.Windows;
import java.util.Collections;
import java.util.List;

/**
 * How large the numbers in settings may be. Settings come from files, and a few bytes could otherwise ask for work of years.
 * Each limit is far beyond every published network; how many blocks there are, and how large an embedding is, has to fit the
 * weights that come with the settings.
 */
final class SettingsLimits {
    /** Of an axis, and of channels: their product with a window still fits into 64 bits. */
    private static final int LARGEST_SIZE = 1 << 16;
    /** 512³: one channel of a window takes 512 MiB. */
    private static final long MOST_VOXELS = 1L << 27;
    /** An axis of the largest size is halved so often. */
    private static final int MOST_STAGES = 17;
    private static final long MOST_HIDDEN = 1L << 20;
    private static final int LARGEST_KERNEL = 127;
    private static final int MOST_ITERATIONS = 1000;
    private static final int LARGEST_RANK = 1 << 16;
    private static final double LEAST_COMPRESSION = 0.01;
    private static final int MOST_SHIFTS = 64;
    private static final int MOST_SOLVERS = 16;
    private static final int LONGEST = 200;

    private SettingsLimits() { }

    static void channels(String setting, int number) {
        positive(setting, List.of(number));
        size(setting, List.of(number));
    }

    static void widths(List<Integer> widths) {
        require(!widths.isEmpty(), "widths", widths, "at least one stage");
        positive("widths", widths);
        size("widths", widths);
        require(widths.size() <= MOST_STAGES, "widths", widths, "at most " + MOST_STAGES + " stages");
    }

    static void spatialSize(List<Integer> sizes) {
        positive("spatialSize", sizes);
        require(sizes.size() <= 3, "spatialSize", sizes, "1 to 3 axes");
        size("spatialSize", sizes);
        long voxels = sizes.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
        require(voxels <= MOST_VOXELS, "spatialSize", sizes, "at most " + MOST_VOXELS
                + " voxels, as 512 along each of three axes");
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

    private static void positive(String setting, List<Integer> numbers) {
        require(least(numbers) >= 1, setting, numbers, "numbers of at least 1");
    }

    /** The least of some numbers; 0 if there are none. */
    static int least(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).min().orElse(0);
    }

    private static void size(String setting, List<Integer> numbers) {
        require(Collections.max(numbers) <= LARGEST_SIZE, setting, numbers, "numbers of at most " + LARGEST_SIZE);
    }

    /**
     * Refuses a setting.
     *
     * @param holds whether it is as it should be
     * @param setting its name
     * @param found what it is; a long list is shortened
     * @param expected what it may be
     */
    static void require(boolean holds, String setting, Object found, String expected) {
        if (!holds) {
            String text = String.valueOf(found);
            throw new IllegalArgumentException("network: " + setting + " is " + (text.length() > LONGEST
                    ? text.substring(0, LONGEST) + "…" : text) + ", expected " + expected);
        }
    }
}
