package dev.factorizer.models.metrics;

/** A box of points: from the first to before the last along each axis. */
record Extent(int fromX, int toX, int fromY, int toY, int fromZ, int toZ) {
    static final Extent NONE = new Extent(0, 0, 0, 0, 0, 0);

    int x() {
        return toX - fromX;
    }

    int y() {
        return toY - fromY;
    }

    int z() {
        return toZ - fromZ;
    }

    boolean isEmpty() {
        return x() == 0;
    }
}
