package dev.factorizer.io.volume;

import java.util.ArrayList;
import java.util.List;

/**
 * Which way the three voxel axes run: for each a letter, R or L (right, left), A or P (front, back), S or I (up, down). As
 * nibabel names them, the letter is where the index grows to.
 *
 * @param letters such as {@code RAS}
 */
public record AxisCodes(String letters) {
    /** To the right, to the front, upwards. */
    public static final AxisCodes RAS = new AxisCodes("RAS");

    private static final String POSITIVE = "RAS";
    private static final String NEGATIVE = "LPI";
    private static final int STEPS = 100;

    /** Checks the letters. */
    public AxisCodes {
        List<Integer> axes = new ArrayList<>();
        for (char letter : letters.toCharArray()) {
            axes.add(Math.max(POSITIVE.indexOf(letter), NEGATIVE.indexOf(letter)));
        }
        if (!List.of(0, 1, 2).equals(axes.stream().sorted().toList())) {
            throw new IllegalArgumentException("axis codes: found \"" + letters
                    + "\", expected one each of R or L, A or P, S or I, such as RAS");
        }
    }

    /**
     * The world axis that a voxel axis is nearest to.
     *
     * @param axis the voxel axis, 0 to 2
     * @return 0 for left-right, 1 for back-front, 2 for down-up
     */
    public int worldAxis(int axis) {
        return Math.max(POSITIVE.indexOf(letters.charAt(axis)), NEGATIVE.indexOf(letters.charAt(axis)));
    }

    /**
     * Whether a voxel axis runs against its world axis.
     *
     * @param axis the voxel axis, 0 to 2
     * @return true for L, P and I
     */
    public boolean isReversed(int axis) {
        return NEGATIVE.indexOf(letters.charAt(axis)) >= 0;
    }

    /**
     * The voxel axis nearest to a world axis.
     *
     * @param world the world axis, 0 to 2
     * @return the voxel axis
     */
    public int voxelAxis(int world) {
        for (int axis = 0; axis < 3; axis++) {
            if (worldAxis(axis) == world) {
                return axis;
            }
        }
        throw new IllegalArgumentException("axis codes: world axis is " + world + ", expected 0 to 2");
    }

    /**
     * By nibabel's rule: of the rotation nearest to the affine without its steps, the voxel axis that runs most clearly
     * along a world axis takes it first.
     */
    static AxisCodes of(Affine affine) {
        double[][] rotation = nearestRotation(affine);
        char[] letters = new char[3];
        boolean[] taken = new boolean[3];
        for (int axis : byClarity(rotation)) {
            int best = -1;
            for (int world = 0; world < 3; world++) {
                if (!taken[world]
                        && (best < 0 || Math.abs(rotation[world][axis]) > Math.abs(rotation[best][axis]))) {
                    best = world;
                }
            }
            taken[best] = true;
            letters[axis] = (rotation[best][axis] < 0 ? NEGATIVE : POSITIVE).charAt(best);
        }
        return new AxisCodes(new String(letters));
    }

    private static List<Integer> byClarity(double[][] rotation) {
        List<Integer> axes = new ArrayList<>(List.of(0, 1, 2));
        axes.sort((a, b) -> Double.compare(largest(rotation, b), largest(rotation, a)));
        return axes;
    }

    private static double largest(double[][] rotation, int axis) {
        return Math.max(Math.abs(rotation[0][axis]), Math.max(Math.abs(rotation[1][axis]), Math.abs(rotation[2][axis])));
    }

    /** Newton's iteration for the orthogonal polar factor (Higham 1986): Q ← (Q + Q⁻ᵀ)/2. */
    private static double[][] nearestRotation(Affine affine) {
        double[] steps = affine.spacing();
        double[] q = new double[16];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                q[4 * i + j] = affine.get(i, j) / steps[j];
            }
        }
        q[15] = 1;
        double change = 1;
        for (int step = 0; step < STEPS && change > 1e-15; step++) {
            Affine inverse = Affine.of(q).inverse();
            change = 0;
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    double next = (q[4 * i + j] + inverse.get(j, i)) / 2;
                    change = Math.max(change, Math.abs(next - q[4 * i + j]));
                    q[4 * i + j] = next;
                }
            }
        }
        return new double[][] {{q[0], q[1], q[2]}, {q[4], q[5], q[6]}, {q[8], q[9], q[10]}};
    }

    @Override
    public String toString() {
        return letters;
    }
}
