package dev.factorizer.models.metrics;

/** Which neighbors of a voxel belong to the same component if they are foreground, too. */
public enum Connectivity {
    /** Those that share a face: 6 in space, 4 in a plane. */
    FACES(1),
    /** Those that share a face or an edge: 18 in space, 8 in a plane. */
    EDGES(2),
    /** Those that share a face, an edge or a corner: 26 in space, 8 in a plane. */
    CORNERS(3);

    private final int steps;

    Connectivity(int steps) {
        this.steps = steps;
    }

    /** How far along the last axis a neighbor may be that lies in another row, or −1 if no voxel of that row is a neighbor. */
    int reach(int rowSteps) {
        return Math.min(1, steps - rowSteps);
    }
}
