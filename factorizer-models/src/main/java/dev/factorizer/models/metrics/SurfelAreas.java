package dev.factorizer.models.metrics;

/**
 * How much surface lies between the 8 (in a plane 4) voxels that meet at a point: the area of the polygons that marching cubes
 * (Lorensen and Cline 1987) put between the midpoints of the edges that join a voxel inside with one outside.
 *
 * <p>Of the two kinds the one with fewer voxels, at a draw those inside, falls into groups that hang together by faces; each group
 * is cut off on its own, and its cut is flat but for one fold. So the area of a group depends on its shape alone, and no table of
 * the 256 neighborhoods is needed. A neighborhood is a number whose bit 4i + 2j + k is the voxel at (i, j, k).
 */
final class SurfelAreas {
    private static final int CORNERS = 8;
    private static final int[] AXIS_BITS = {4, 2, 1};

    private SurfelAreas() { }

    /** The length for each of 16 neighborhoods of a plane, bit 2j + k, with the steps along its two axes. */
    static double[] ofPlane(double stepY, double stepZ) {
        double[] lengths = new double[16];
        double corner = Math.hypot(stepY, stepZ) / 2;
        for (int code = 1; code < 15; code++) {
            lengths[code] = switch (code) {
                case 0b0011, 0b1100 -> stepZ;
                case 0b0101, 0b1010 -> stepY;
                case 0b0110, 0b1001 -> 2 * corner;
                default -> corner;
            };
        }
        return lengths;
    }

    /** The area for each of 256 neighborhoods, with the steps along the three axes. */
    static double[] ofSpace(double[] steps) {
        double[] faces = {steps[1] * steps[2], steps[0] * steps[2], steps[0] * steps[1]};
        double[] areas = new double[1 << CORNERS];
        for (int code = 1; code < areas.length - 1; code++) {
            int fewer = Integer.bitCount(code) <= CORNERS / 2 ? code : ~code & areas.length - 1;
            for (int rest = fewer; rest != 0;) {
                int group = group(rest, Integer.lowestOneBit(rest));
                areas[code] += area(group, faces);
                rest &= ~group;
            }
        }
        return areas;
    }

    /** All corners that hang together with some. */
    private static int group(int corners, int start) {
        int group = start;
        for (int corner = 0; corner < CORNERS; corner++) {
            if ((group >> corner & 1) != 0) {
                for (int axis : AXIS_BITS) {
                    int neighbor = 1 << (corner ^ axis) & corners;
                    if ((neighbor & ~group) != 0) {
                        return group(corners, group | neighbor);
                    }
                }
            }
        }
        return group;
    }

    /** What cuts a group of at most four corners off, in terms of the faces of a cell across each axis. */
    private static double area(int group, double[] faces) {
        double slanted = Math.sqrt(faces[0] * faces[0] + faces[1] * faces[1] + faces[2] * faces[2]);
        int[] pairs = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            pairs[axis] = pairs(group, axis);
        }
        return switch (Integer.bitCount(group)) {
            case 1 -> slanted / 8;
            // A rectangle along the axis of the two.
            case 2 -> across(faces, axisOf(pairs, 1)) / 2;
            // A triangle on the plane of the three, and a trapezoid.
            case 3 -> faces[axisOf(pairs, 0)] / 2 + slanted * 3 / 8;
            default -> four(pairs, group, faces, slanted);
        };
    }

    private static double four(int[] pairs, int group, double[] faces, double slanted) {
        if (pairs[0] + pairs[1] + pairs[2] == 4) {
            // One side of the cell.
            return faces[axisOf(pairs, 0)];
        }
        for (int corner = 0; corner < CORNERS; corner++) {
            if ((group >> corner & 1) != 0 && neighbors(group, corner) == 3) {
                // A corner and its three neighbors: a hexagon.
                return slanted * 3 / 4;
            }
        }
        // A path along all three axes: what lies along the outer two is folded.
        int middle = middleAxis(group);
        double folded = 0;
        for (int axis = 0; axis < 3; axis++) {
            folded += axis == middle ? 0 : Math.hypot(faces[middle], faces[axis]) / 4;
        }
        return slanted / 2 + folded;
    }

    /** The axis between the two corners of a path that have two neighbors. */
    private static int middleAxis(int group) {
        int inner = 0;
        for (int corner = 0; corner < CORNERS; corner++) {
            if ((group >> corner & 1) != 0 && neighbors(group, corner) == 2) {
                inner |= 1 << corner;
            }
        }
        int difference = Integer.numberOfTrailingZeros(inner) ^ Integer.SIZE - 1 - Integer.numberOfLeadingZeros(inner);
        return 2 - Integer.numberOfTrailingZeros(difference);
    }

    private static int neighbors(int group, int corner) {
        int count = 0;
        for (int axis : AXIS_BITS) {
            count += group >> (corner ^ axis) & 1;
        }
        return count;
    }

    /** How many pairs of neighbors along an axis a group has. */
    private static int pairs(int group, int axis) {
        int pairs = 0;
        for (int corner = 0; corner < CORNERS; corner++) {
            pairs += (corner & AXIS_BITS[axis]) == 0 ? group >> corner & group >> (corner ^ AXIS_BITS[axis]) & 1 : 0;
        }
        return pairs;
    }

    private static int axisOf(int[] pairs, int count) {
        int axis = 0;
        while (pairs[axis] != count) {
            axis++;
        }
        return axis;
    }

    /** The faces across the two axes other than one, as if they were the sides of a right angle. */
    private static double across(double[] faces, int axis) {
        return Math.hypot(faces[(axis + 1) % 3], faces[(axis + 2) % 3]);
    }
}
