package dev.factorizer.tck.golden;

import java.util.stream.IntStream;

/** Which way the axes of a volume run, as three letters: R(ight) or L(eft), A(nterior) or P(osterior), S(uperior) or I(nferior). */
final class AxisCodes {
    private static final String UP = "RAS";
    private static final String DOWN = "LPI";

    private AxisCodes() { }

    /**
     * The codes of an affine: the axis and world direction that agree best are matched first.
     *
     * @param affine 4×4, row by row, voxel to world in RAS+
     */
    static String of(double[] affine) {
        double[] along = new double[9];
        for (int axis = 0; axis < 3; axis++) {
            double length = Math.hypot(Math.hypot(affine[axis], affine[4 + axis]), affine[8 + axis]);
            for (int world = 0; world < 3; world++) {
                along[3 * world + axis] = affine[4 * world + axis] / length;
            }
        }
        char[] codes = new char[3];
        for (int match = 0; match < 3; match++) {
            int best = IntStream.range(0, 9).reduce((a, b) -> Math.abs(along[b]) > Math.abs(along[a]) ? b : a).orElseThrow();
            int world = best / 3;
            int axis = best % 3;
            codes[axis] = (along[best] < 0 ? DOWN : UP).charAt(world);
            for (int i = 0; i < 3; i++) {
                along[3 * world + i] = 0;
                along[3 * i + axis] = 0;
            }
        }
        return new String(codes);
    }
}
