package dev.factorizer.models.planning;

import dev.factorizer.api.deconvolution.Deconvolution;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.models.layers.Heads;
import dev.factorizer.models.layers.InstanceNormalization;
import dev.factorizer.models.layers.Partition;
import dev.factorizer.models.layers.Windows;
import dev.factorizer.models.networks.ConvolutionStages;
import dev.factorizer.models.networks.Deconver;
import dev.factorizer.models.networks.DynUNet;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.models.networks.SegResNet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The networks that are proposed, and all that is decided by which one it is: one table.
 *
 * <p>{@link #usual} is the one that reaches most in a short time on a processor: on the hippocampus of the Decathlon a convolutional
 * network learns more per step than one that factorizes, which takes three times as many, cheaper ones.
 */
public enum ProposedNetwork {
    /** nnU-Net's plain U-Net. */
    DYN_UNET("dynUNet", List.of(32, 24, 16, 12, 8), 3, 6, 16, 5000, 500, 2e-3) {
        @Override
        Downsampling downsampling(WindowGoal goal, List<Double> wanted) {
            return Downsampling.perAxis(goal, wanted, leastStages, mostStages);
        }

        @Override
        NetworkSettings settings(int inputs, int outputs, Downsampling shape, int width) {
            ConvolutionStages stages = new ConvolutionStages(widths(width, shape), shape.kernels(), shape.strides());
            return new DynUNet.Settings(inputs, outputs, shape.window(), stages,
                    new DynUNet.Blocks(new InstanceNormalization(1e-5, true), false, 0), 0, false);
        }
    },
    /** The Swin Factorizer, with windows that divide each stage, as they are and shifted by quarters of themselves. */
    FACTORIZER("factorizer", List.of(32, 24, 16, 8), 3, 5, 16, 20_000, 1000, 2e-3) {
        @Override
        Downsampling downsampling(WindowGoal goal, List<Double> wanted) {
            return Downsampling.uniform(goal, wanted, leastStages, mostStages, edge -> cell(edge, wanted.size()) > 0);
        }

        @Override
        NetworkSettings settings(int inputs, int outputs, Downsampling shape, int width) {
            List<Integer> cells = shape.coarsest().stream().map(edge -> cell(edge, shape.window().size())).toList();
            List<List<Integer>> shifts = IntStream.range(0, SHIFTS).mapToObj(quarters -> quarters == 0 ? List.<Integer>of()
                    : cells.stream().map(size -> quarters * size / SHIFTS).toList()).distinct().toList();
            return Factorizer.Settings.swin(inputs, outputs, shape.window(), widths(width, shape))
                    .withWindows(new Windows.Shifted(new Heads.Dimension(HEAD), new Partition.Patch(cells), shifts));
        }
    },
    /** The Deconver. */
    DECONVER("deconver", List.of(32, 24, 16, 12, 8), 3, 5, 16, 5000, 500, 2e-3) {
        @Override
        Downsampling downsampling(WindowGoal goal, List<Double> wanted) {
            return Downsampling.uniform(goal, wanted, leastStages, mostStages, edge -> edge > 1);
        }

        @Override
        NetworkSettings settings(int inputs, int outputs, Downsampling shape, int width) {
            int kernel = shape.window().size() == 2 ? KERNEL_OF_SLICES : KERNEL;
            return Deconver.Settings.of(inputs, outputs, shape.window(), widths(width, shape))
                    .withDeconvolution(Deconvolution.of(kernel));
        }
    },
    /** MONAI's SegResNet. */
    SEG_RES_NET("segResNet", List.of(32, 24, 16, 8), 3, 4, 16, 5000, 500, 1e-3) {
        @Override
        Downsampling downsampling(WindowGoal goal, List<Double> wanted) {
            return Downsampling.uniform(goal, wanted, leastStages, mostStages, _ -> true);
        }

        @Override
        NetworkSettings settings(int inputs, int outputs, Downsampling shape, int width) {
            List<Integer> down = List.of(1, 2, 2, 4).subList(0, shape.stages());
            return new SegResNet.Settings(inputs, outputs, shape.window(), width, down, Collections.nCopies(shape.stages() - 1, 1),
                    HEAD, 0);
        }
    };

    /** nnU-Net's. */
    private static final int WIDEST = 320;
    private static final int WIDEST_OF_SLICES = 512;
    /** As published: channels of a head, quarters of a window, windows of 4 voxels; here 4 to 8, so that they divide more sizes. */
    private static final int HEAD = 8;
    private static final int SHIFTS = 4;
    private static final int LEAST_CELL = 4;
    private static final int MOST_CELL = 8;
    /** As published for volumes and for pictures. */
    private static final int KERNEL = 3;
    private static final int KERNEL_OF_SLICES = 7;

    final int leastStages;
    final int mostStages;
    private final String kind;
    private final List<Integer> widths;
    private final int fastestWidth;
    private final int plentyOfUpdates;
    private final int leastUpdates;
    private final double learningRate;

    /**
     * A row of the table.
     *
     * @param kind of network, as files name it
     * @param widths channels of the finest stage, from the best to what is still of use
     * @param leastStages as few stages it may have
     * @param mostStages as many
     * @param fastestWidth the one that reaches most in a short time
     * @param plentyOfUpdates with as many a wider network is better; with fewer it learns less in the same time
     * @param leastUpdates with fewer one that is narrower still learns more in the same time
     * @param learningRate the highest one of AdamW over one cycle
     */
    ProposedNetwork(String kind, List<Integer> widths, int leastStages, int mostStages, int fastestWidth,
            int plentyOfUpdates, int leastUpdates, double learningRate) {
        this.kind = kind;
        this.widths = widths;
        this.leastStages = leastStages;
        this.mostStages = mostStages;
        this.fastestWidth = fastestWidth;
        this.plentyOfUpdates = plentyOfUpdates;
        this.leastUpdates = leastUpdates;
        this.learningRate = learningRate;
    }

    /** {@return the one that is proposed where none is asked for} */
    public static ProposedNetwork usual() {
        return DYN_UNET;
    }

    /** {@return its kind, as files and the command line name it} */
    public String kind() {
        return kind;
    }

    /** {@return the channels of its finest stage, from the best to what is still of use} */
    public List<Integer> widths() {
        return widths;
    }

    /** {@return which of its widths reaches most in a short time} */
    int fastestWidthIndex() {
        return widths.indexOf(fastestWidth);
    }

    /** {@return with how many updates a wider network is better than one that makes more of them in the same time} */
    public int plentyOfUpdates() {
        return plentyOfUpdates;
    }

    /** {@return how many updates it takes at least; if the time doesn't allow them, a smaller network learns more} */
    public int leastUpdates() {
        return leastUpdates;
    }

    /** {@return the highest learning rate of AdamW over one cycle} */
    public double learningRate() {
        return learningRate;
    }

    /** The window nearest to the one that is wanted, and the stages for it. */
    abstract Downsampling downsampling(WindowGoal goal, List<Double> wanted);

    /** The network for a window. */
    abstract NetworkSettings settings(int inputs, int outputs, Downsampling shape, int width);

    /** Twice as many channels in each further stage, up to nnU-Net's most. */
    static List<Integer> widths(int width, Downsampling shape) {
        int widest = shape.window().size() == 2 ? WIDEST_OF_SLICES : WIDEST;
        List<Integer> widths = new ArrayList<>();
        for (int stage = 0; stage < shape.stages(); stage++) {
            widths.add(Math.min(widest, width << stage));
        }
        return widths;
    }

    /** The edge of a window of the Factorizer that divides the coarsest stage, and so each finer one; 0 if none does. */
    private static int cell(int edge, int axes) {
        if (edge < LEAST_CELL) {
            return edge;
        }
        // A slice has fewer voxels in a window, so it takes the largest.
        return IntStream.rangeClosed(LEAST_CELL, MOST_CELL).map(cell -> axes == 2 ? LEAST_CELL + MOST_CELL - cell : cell)
                .filter(cell -> edge % cell == 0).findFirst().orElse(0);
    }
}
