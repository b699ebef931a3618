package dev.factorizer.examples.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Makes cases from one real head: each with another pose, contrast, uneven brightness, noise and other lesions, bright as in
 * diffusion images; one in eight has none. A case depends on its seed alone, and its bits are the same on every machine.
 */
final class HeadSimulator {
    /** The share of cases without a lesion. */
    static final double HEALTHY_SHARE = 0.125;

    private static final int MOST_LESIONS = 3;
    private static final int LEAST_VOXELS = 8;
    private static final int MOST_TRIES = 100;

    private final Head head;
    private final int size;
    private final double[] middle;

    /**
     * A simulator.
     *
     * @param head the head
     * @param size voxels along each axis of a case
     */
    HeadSimulator(Head head, int size) {
        this.head = head;
        this.size = size;
        this.middle = head.center();
    }

    /** What a case is drawn for: training never sees a case of the other kind, whatever the seed. */
    enum Purpose {
        /** To learn from. */
        TRAINING,
        /** To be judged by. */
        UNSEEN
    }

    /**
     * Makes a case.
     *
     * @param seed of the demonstration
     * @param purpose what the case is for
     * @param index which case
     * @return the case
     */
    SimulatedHead simulate(long seed, Purpose purpose, int index) {
        RandomGenerator random = random(seed, purpose, index);
        return simulate(random, random.nextDouble() >= HEALTHY_SHARE);
    }

    /**
     * Makes a case with or without lesions.
     *
     * @param seed of the demonstration
     * @param purpose what the case is for
     * @param index which case
     * @param lesions whether it has lesions
     * @return the case
     */
    SimulatedHead simulate(long seed, Purpose purpose, int index, boolean lesions) {
        RandomGenerator random = random(seed, purpose, index);
        random.nextDouble();
        return simulate(random, lesions);
    }

    private static RandomGenerator random(long seed, Purpose purpose, int index) {
        // Each part goes through a generator of its own, so that neighboring seeds and cases have nothing in common.
        long mixed = new SplittableRandom(seed).nextLong() + purpose.ordinal();
        return new SplittableRandom(new SplittableRandom(mixed).nextLong() + index);
    }

    private SimulatedHead simulate(RandomGenerator random, boolean lesions) {
        Pose pose = Pose.draw(random);
        double[] shades = shades(random);
        double outside = random.nextDouble(0.2, 0.8);
        int voxels = size * size * size;
        float[] brain = new float[voxels];
        double[] image = new double[voxels];
        for (int i = 0; i < voxels; i++) {
            double x = pose.source(offset(i / size / size), offset(i / size % size), offset(i % size), 0) + middle[0];
            double y = pose.source(offset(i / size / size), offset(i / size % size), offset(i % size), 1) + middle[1];
            double z = pose.source(offset(i / size / size), offset(i / size % size), offset(i % size), 2) + middle[2];
            double inside = sample(head.brain(), x, y, z);
            brain[i] = inside >= 0.5 ? 1 : 0;
            // Between two levels the shade is that of the nearer one: 256 of them are finer than the noise.
            image[i] = shades[(int) Math.round(sample(head.levels(), x, y, z))]
                    * (outside + (1 - outside) * Math.min(1, 2 * inside));
        }
        double reference = head.meanOfBrain(shades);
        float[] lesion = new float[voxels];
        if (lesions) {
            add(lesions(random, brain), reference, brain, image, lesion);
        }
        return new SimulatedHead(size, head.spacing(), scanned(random, image, reference), lesion, brain);
    }

    private double offset(int index) {
        return index - (size - 1) / 2.0;
    }

    /** The contrast: another brightness for each intensity of the head, by a power. */
    private static double[] shades(RandomGenerator random) {
        double gamma = random.nextDouble(0.6, 1.3);
        double[] shades = new double[Head.GREATEST_LEVEL + 1];
        for (int i = 0; i < shades.length; i++) {
            shades[i] = StrictMath.pow(i / (double) Head.GREATEST_LEVEL, gamma);
        }
        return shades;
    }

    /** Linear between voxels, 0 outside. */
    private double sample(float[] values, double x, double y, double z) {
        int[] sizes = head.sizes();
        int i = (int) Math.floor(x);
        int j = (int) Math.floor(y);
        int k = (int) Math.floor(z);
        if (i < 0 || j < 0 || k < 0 || i + 1 >= sizes[0] || j + 1 >= sizes[1] || k + 1 >= sizes[2]) {
            return 0;
        }
        int at = (i * sizes[1] + j) * sizes[2] + k;
        int next = sizes[1] * sizes[2];
        double low = plane(values, at, sizes[2], y - j, z - k);
        double high = plane(values, at + next, sizes[2], y - j, z - k);
        return low + (high - low) * (x - i);
    }

    private static double plane(float[] values, int at, int stride, double t, double r) {
        double near = values[at] + (values[at + 1] - values[at]) * r;
        double far = values[at + stride] + (values[at + stride + 1] - values[at + stride]) * r;
        return near + (far - near) * t;
    }

    private List<Lesion> lesions(RandomGenerator random, float[] brain) {
        List<Lesion> lesions = new ArrayList<>();
        int count = random.nextInt(1, MOST_LESIONS + 1);
        for (int tries = 0; tries < MOST_TRIES && lesions.size() < count; tries++) {
            Lesion lesion = Lesion.draw(random, placeInBrain(random, brain), head.spacing());
            if (voxelsIn(lesion, brain) >= LEAST_VOXELS) {
                lesions.add(lesion);
            }
        }
        if (lesions.isEmpty()) {
            throw new IllegalStateException("head simulator: no lesion of " + LEAST_VOXELS + " voxels in " + MOST_TRIES
                    + " tries, expected one at least; is the brain of " + size + " voxels a side empty?");
        }
        return lesions;
    }

    private double[] placeInBrain(RandomGenerator random, float[] brain) {
        for (int tries = 0; tries < 1000 * MOST_TRIES; tries++) {
            int i = random.nextInt(brain.length);
            if (brain[i] > 0) {
                return new double[] {i / size / size, i / size % size, i % size};
            }
        }
        throw new IllegalStateException("head simulator: no brain found in a case of " + size + " voxels a side");
    }

    private int voxelsIn(Lesion lesion, float[] brain) {
        int count = 0;
        for (int i = 0; i < brain.length; i++) {
            count += brain[i] > 0 && depth(lesion, i) >= 0 ? 1 : 0;
        }
        return count;
    }

    private double depth(Lesion lesion, int i) {
        return lesion.depth(i / size / size, i / size % size, i % size);
    }

    /** Brightens the image; a voxel on the surface is half lesion, half what was there. */
    private void add(List<Lesion> lesions, double reference, float[] brain, double[] image, float[] truth) {
        for (Lesion lesion : lesions) {
            for (int i = 0; i < image.length; i++) {
                double depth = brain[i] > 0 ? depth(lesion, i) : -1;
                if (depth > -0.5) {
                    double share = Math.min(1, depth + 0.5);
                    image[i] += (Math.max(image[i], lesion.gain() * reference) - image[i]) * share;
                    truth[i] = depth >= 0 ? 1 : truth[i];
                }
            }
        }
    }

    /** What the scanner makes of it: uneven brightness, then the length of a signal with noise in two parts (Rice). */
    private float[] scanned(RandomGenerator random, double[] image, double reference) {
        SmoothNoise field = new SmoothNoise(random, size * 0.75);
        double strength = random.nextDouble(0.25);
        double deviation = random.nextDouble(0.02, 0.08) * reference;
        float[] scanned = new float[image.length];
        for (int i = 0; i < scanned.length; i++) {
            double signal = image[i] * (1 + strength * field.at(i / size / size, i / size % size, i % size));
            // Box and Muller give two normal numbers at once, just as many as are needed.
            double length = deviation * Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
            double angle = 2 * Math.PI * random.nextDouble();
            double first = signal + length * StrictMath.cos(angle);
            double second = length * StrictMath.sin(angle);
            scanned[i] = (float) (1000 * Math.sqrt(first * first + second * second));
        }
        return scanned;
    }
}
