package dev.factorizer.examples.demo;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.io.transforms.SpatialCrop;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.explanation.VolumeFactors;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The figures of docs/explanation.md: an axial slice of the real head of the demonstration, and its factorizations. They have no
 * letters, which would look different on each machine; the page says what is to be seen.
 */
final class BrainFigures {
    /** Windows of this many voxels a side divide the cropped head. */
    static final int WINDOW = 8;

    private static final int SLICE = 20;
    private static final int SCALE = 4;
    private static final int GAP = 6;
    private static final int[] SHIFTS = {0, 2, 4, 6};
    /** What the contrasts show: intensities near these, from fluid to fat. */
    private static final double[] CENTERS = {40, 80, 120, 160, 200, 240};
    private static final double WIDTH = 30;
    private static final int WHITE_MATTER = 3;
    private static final int RANK = 3;
    private static final int MANY = 100;
    private static final long SEED = 1;

    private final Volume head;
    private final Volume contrasts;
    private final Backend backend;

    BrainFigures(Backend backend) throws IOException {
        Head whole = Head.load();
        Grid grid = new Grid(whole.sizes()[0], whole.sizes()[1], whole.sizes()[2], Affine.diagonal(4, 4, 4));
        this.head = cropped(new Volume(grid, 1, whole.levels()));
        this.contrasts = contrasts(head);
        this.backend = backend;
    }

    private static Volume cropped(Volume whole) {
        List<Integer> sizes = new ArrayList<>();
        List<Integer> starts = new ArrayList<>();
        for (int size : whole.grid().sizes()) {
            sizes.add(size / WINDOW * WINDOW);
            starts.add((size - sizes.getLast()) / 2);
        }
        return new SpatialCrop(starts, sizes).apply(whole);
    }

    /** Six images of the same head, as if scanned in six ways: channels, as the layers of a network have them. */
    private static Volume contrasts(Volume head) {
        float[] levels = head.voxels();
        float[] all = new float[CENTERS.length * levels.length];
        for (int channel = 0; channel < CENTERS.length; channel++) {
            for (int i = 0; i < levels.length; i++) {
                double off = (levels[i] - CENTERS[channel]) / WIDTH;
                all[channel * levels.length + i] = levels[i] == 0 ? 0 : (float) Math.exp(-0.5 * off * off);
            }
        }
        return head.withVoxels(CENTERS.length, all);
    }

    /** One matrix of six rows, whose columns are all voxels. */
    private VolumeFactors factors(int iterations) {
        return VolumeFactors.of(contrasts, Factorization.of(Solver.HALS).withRank(RANK).withIterations(iterations), SEED, backend);
    }

    /** The head, and where the three components are. */
    BufferedImage components() {
        VolumeFactors found = factors(MANY);
        List<BufferedImage> panels = new ArrayList<>(List.of(panel(head, 0)));
        for (int r = 0; r < found.rank(); r++) {
            panels.add(panel(found.map(r), 0));
        }
        return row(panels);
    }

    /** The windows of four shifts, each with the lines between its windows. */
    BufferedImage windows() {
        List<BufferedImage> panels = new ArrayList<>();
        for (int shift : SHIFTS) {
            BufferedImage panel = panel(head, 0);
            for (int x = 0; x < panel.getWidth(); x++) {
                for (int y = 0; y < panel.getHeight(); y++) {
                    int fromBottom = panel.getHeight() - 1 - y;
                    if ((x + shift * SCALE) % (WINDOW * SCALE) == 0 || (fromBottom + shift * SCALE) % (WINDOW * SCALE) == 0) {
                        panel.setRGB(x, y, new Color(0xFF9F0A).getRGB());
                    }
                }
            }
            panels.add(panel);
        }
        return row(panels);
    }

    /** A contrast, and what the three components make of it after 0, 1 and 5 iterations. */
    BufferedImage iterations() {
        // Skin is twice as bright.
        double white = greatest(contrasts, WHITE_MATTER) / 2;
        List<BufferedImage> panels = new ArrayList<>(List.of(panel(contrasts, WHITE_MATTER, white)));
        for (int iterations : List.of(0, 1, 5)) {
            panels.add(panel(factors(iterations).reconstruction(), WHITE_MATTER, white));
        }
        return row(panels);
    }

    /** How far three components are from the contrasts: the norm of the difference over that of the contrasts. */
    double error(int iterations) {
        return factors(iterations).factors().relativeError();
    }

    private static BufferedImage row(List<BufferedImage> panels) {
        int width = panels.getFirst().getWidth();
        int height = panels.getFirst().getHeight();
        BufferedImage row = new BufferedImage(panels.size() * (width + GAP) - GAP, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < panels.size(); i++) {
            int[] pixels = panels.get(i).getRGB(0, 0, width, height, null, 0, width);
            row.setRGB(i * (width + GAP), 0, width, height, pixels, 0, width);
        }
        return row;
    }

    private static BufferedImage panel(Volume volume, int channel) {
        return panel(volume, channel, greatest(volume, channel));
    }

    private static double greatest(Volume volume, int channel) {
        double greatest = 0;
        for (int x = 0; x < volume.grid().x(); x++) {
            for (int y = 0; y < volume.grid().y(); y++) {
                greatest = Math.max(greatest, volume.value(channel, x, y, SLICE));
            }
        }
        return greatest;
    }

    /** The slice, the front up and the right side on the right. */
    private static BufferedImage panel(Volume volume, int channel, double white) {
        int width = volume.grid().x();
        int height = volume.grid().y();
        BufferedImage panel = new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width * SCALE; x++) {
            for (int y = 0; y < height * SCALE; y++) {
                double value = volume.value(channel, x / SCALE, height - 1 - y / SCALE, SLICE) / white;
                int gray = (int) Math.round(255 * Math.clamp(value, 0, 1));
                panel.setRGB(x, y, new Color(gray, gray, gray).getRGB());
            }
        }
        return panel;
    }
}
