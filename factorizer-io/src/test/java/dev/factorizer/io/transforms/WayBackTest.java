package dev.factorizer.io.transforms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.AxisCodes;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Results come back part by part with the bits that the transforms' own inverses give, one after the other, on the whole. */
class WayBackTest {
    private static final int CHANNELS = 2;

    static List<String> orientations() {
        return PreprocessingTest.orientations().toList();
    }

    /** All 48 ways to store a scan: straight, oblique, and sheared. */
    @ParameterizedTest
    @MethodSource("orientations")
    void howeverAScanIsStored(String code) {
        for (double shear : new double[] {0, 0.02, 0.4}) {
            Affine affine = Affine.of(1.1, -shear, shear / 2, -20, shear, 1.3, -2 * shear, 10, -shear / 4, shear, 1.9, -7, 0, 0, 0, 1);
            Volume scan = new Orientation(new AxisCodes(code)).apply(head(new Grid(9, 11, 7, affine), 3));
            for (Preprocessing steps : List.of(Preprocessing.recipe(1.3, 8), Preprocessing.recipe(2.5, 5),
                    Preprocessing.recipe(0.8, 21))) {
                requireSame(scan, steps, 5);
            }
        }
    }

    @Property(tries = 700)
    void ofAnySizeAndWithAnySteps(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int x,
            @ForAll @IntRange(min = 1, max = 9) int y, @ForAll @IntRange(min = 1, max = 9) int z,
            @ForAll @IntRange(max = 31) int chosen) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] rows = new double[16];
        for (int i = 0; i < 12; i++) {
            rows[i] = random.nextDouble(-0.3, 0.3) + (i % 5 == 0 ? random.nextDouble(0.6, 2.5) : 0);
        }
        rows[15] = 1;
        Volume straight = head(new Grid(x, y, z, Affine.of(rows)), seed);
        List<String> codes = orientations();
        Volume scan = new Orientation(new AxisCodes(codes.get(random.nextInt(48)))).apply(straight);
        Interpolation interpolation = random.nextInt(4) == 0 ? Interpolation.NEAREST : Interpolation.BILINEAR;
        Preprocessing steps = new Preprocessing(
                optional(chosen, 1, new CropForeground(List.of(random.nextInt(3), random.nextInt(3), random.nextInt(3)),
                        random.nextBoolean())),
                optional(chosen, 2, new Orientation(new AxisCodes(codes.get(random.nextInt(48))))),
                optional(chosen, 4, new NormalizeIntensity(true, true)),
                optional(chosen, 8, new Spacing(List.of(random.nextDouble(0.4, 3), random.nextDouble(0.4, 3),
                        random.nextDouble(0.4, 3)), interpolation, random.nextBoolean())),
                optional(chosen, 16, new SpatialPad(List.of(1 + random.nextInt(14), 1 + random.nextInt(14), 1 + random.nextInt(14)))));
        requireSame(scan, steps, seed);
    }

    private static <T> Optional<T> optional(int chosen, int bit, T step) {
        return (chosen & bit) == 0 ? Optional.empty() : Optional.of(step);
    }

    private static Volume head(Grid grid, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] voxels = new float[grid.voxels()];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = random.nextInt(9) == 0 ? 0.5f + random.nextInt(100) : 0;
        }
        voxels[voxels.length / 2] = 1;
        return new Volume(grid, 1, voxels);
    }

    private static void requireSame(Volume scan, Preprocessing steps, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Preprocessed prepared = steps.apply(scan);
        Grid grid = prepared.volume().grid();
        float[] voxels = new float[CHANNELS * grid.voxels()];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = random.nextInt(1, 1_000_000) / 1e6f;
        }
        Volume result = new Volume(grid, CHANNELS, voxels);
        float[] expected = oneByOne(steps, scan, result).voxels();
        Volume whole = prepared.invert(result);
        assertEquals(scan.grid(), whole.grid());
        assertArrayEquals(expected, whole.voxels(), 0f, "the whole");

        WayBack way = prepared.wayBack();
        VoxelBox box = way.box();
        float[] parts = new float[expected.length];
        boolean[] seen = new boolean[scan.grid().voxels()];
        int y = box.fromY();
        while (y < box.toY()) {
            int nextY = y + 1 + random.nextInt(box.toY() - y);
            int z = box.fromZ();
            while (z < box.toZ()) {
                int nextZ = z + 1 + random.nextInt(box.toZ() - z);
                for (int x = box.fromX(); x < box.toX(); x++) {
                    VoxelBox part = new VoxelBox(x, x + 1, y, nextY, z, nextZ);
                    read(way, part, new Part(result, way.source(part)), parts, seen);
                }
                z = nextZ;
            }
            y = nextY;
        }
        assertArrayEquals(expected, parts, 0f, "part by part");
    }

    private static void read(WayBack way, VoxelBox part, Part planes, float[] values, boolean[] seen) {
        RowReader reader = way.reader();
        float[] row = new float[part.size(2)];
        for (int y = part.fromY(); y < part.toY(); y++) {
            reader.moveTo(planes, part.fromX(), y, part.fromZ(), part.toZ());
            for (int channel = 0; channel < CHANNELS; channel++) {
                reader.read(channel, row);
                for (int z = 0; z < row.length; z++) {
                    int at = way.place(part.fromX(), y, part.fromZ()) + z * way.stride();
                    values[channel * seen.length + at] = row[z];
                    assertTrue(channel > 0 || !seen[at], "once");
                    seen[at] = true;
                }
            }
        }
    }

    /** What the transforms' own inverses do. */
    private static Volume oneByOne(Preprocessing steps, Volume scan, Volume result) {
        List<SpatialTransform> transforms = new ArrayList<>();
        steps.crop().ifPresent(transforms::add);
        steps.orientation().ifPresent(transforms::add);
        steps.spacing().ifPresent(transforms::add);
        steps.spatialPad().ifPresent(transforms::add);
        List<Grid> grids = new ArrayList<>();
        Volume image = scan;
        for (SpatialTransform transform : transforms) {
            grids.add(image.grid());
            image = transform.apply(image);
        }
        Volume back = result;
        for (int i = transforms.size() - 1; i >= 0; i--) {
            back = transforms.get(i).invert(back, grids.get(i));
        }
        return back;
    }

    /** Only what was said to be needed, cut out; everything else is out of bounds or not a number. */
    private record Part(Volume volume, VoxelBox box) implements Planes {
        @Override
        public float[] values(int x) {
            assertTrue(x >= box.fromX() && x < box.toX(), "plane " + x + " of " + box);
            float[] values = new float[CHANNELS * channelStride() + 3];
            Arrays.fill(values, Float.NaN);
            for (int channel = 0; channel < CHANNELS; channel++) {
                for (int y = 0; y < box.size(1); y++) {
                    for (int z = 0; z < box.size(2); z++) {
                        values[start(x) + channel * channelStride() + y * rowStride() + z] = volume.value(channel, x,
                                y + box.fromY(), z + box.fromZ());
                    }
                }
            }
            return values;
        }

        @Override
        public int start(int x) {
            return 1;
        }

        @Override
        public int channelStride() {
            return rowStride() * box.size(1) + 1;
        }

        @Override
        public int rowStride() {
            return box.size(2) + 1;
        }

        @Override
        public int firstY() {
            return box.fromY();
        }

        @Override
        public int firstZ() {
            return box.fromZ();
        }
    }
}
