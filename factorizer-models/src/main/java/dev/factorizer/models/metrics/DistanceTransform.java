package dev.factorizer.models.metrics;

import dev.factorizer.io.threads.Threads;
import java.util.Arrays;

/**
 * The exact Euclidean distance from points of a grid to the nearest of others, by one pass along each axis, in time linear in the
 * number of points in the box between the two sets. Columns are handled sixteen at a time: a cache line of each layer, so that memory
 * is that of a slab and tiles can be handled at once. Along the way only offsets are kept, as whole numbers, and the distance is
 * computed from them at the end: it is as exact as a double can be for any spacing.
 */
final class DistanceTransform {
    private static final int COLUMNS = 16;
    /** Of a tile: fewer columns are handled at once if a layer of them is large. */
    private static final long MOST_VALUES = 1 << 23;
    private static final int BITS = 16;
    private static final int LOW = (1 << BITS) - 1;

    private final BitGrid sources;
    private final BitGrid queries;
    private final double[] steps;
    /** Squares of whole steps along each axis. */
    private final double[][] squares;
    private final Extent from;
    private final Extent to;
    /** For each row of queries, how many there are before it. */
    private final int[] before;
    private final double[] distances;

    private DistanceTransform(BitGrid sources, BitGrid queries, double[] steps) {
        this.sources = sources;
        this.queries = queries;
        this.steps = steps;
        this.from = sources.extent();
        this.to = queries.extent();
        this.squares = new double[][] {squares(queries.x(), steps[0]), squares(queries.y(), steps[1]), squares(queries.z(), steps[2])};
        this.before = new int[queries.x() * queries.y() + 1];
        for (int row = 0; row < before.length - 1; row++) {
            before[row + 1] = before[row] + queries.countBefore(row * queries.rowWords(), queries.z());
        }
        this.distances = new double[before[before.length - 1]];
    }

    /**
     * The distances of points.
     *
     * @param sources to the nearest of these
     * @param queries from these, on the same grid
     * @param steps between points along each axis
     * @return a distance for each query, in memory order; infinite if there is no source
     */
    static double[] of(BitGrid sources, BitGrid queries, double[] steps) {
        DistanceTransform transform = new DistanceTransform(sources, queries, steps);
        if (transform.from.isEmpty() || transform.to.isEmpty()) {
            Arrays.fill(transform.distances, Double.POSITIVE_INFINITY);
            return transform.distances;
        }
        int columns = transform.to.z();
        long layer = (long) transform.from.x() * transform.to.y();
        int width = Math.clamp(MOST_VALUES / layer, 1, COLUMNS);
        int tiles = (columns + width - 1) / width;
        long values = layer * width;
        Threads.each(tiles, values, tile -> transform.new Tile(transform.to.fromZ() + tile * columns / tiles,
                transform.to.fromZ() + (tile + 1) * columns / tiles).run());
        return transform.distances;
    }

    private static double[] squares(int count, double step) {
        double[] squares = new double[count];
        for (int i = 0; i < count; i++) {
            squares[i] = i * step * (i * step);
        }
        return squares;
    }

    /** Some columns along Z. */
    private final class Tile {
        private final int fromZ;
        private final int width;
        /** Those that have a source. */
        private final int[] layers = new int[from.x()];
        private int layerCount;

        Tile(int fromZ, int toZ) {
            this.fromZ = fromZ;
            this.width = toZ - fromZ;
        }

        void run() {
            acrossLayers(alongRowsAndColumns());
        }

        /** For each layer of sources, row and column the offsets along Y and Z to the nearest source of the layer. */
        private int[] alongRowsAndColumns() {
            int[] offsets = new int[from.x() * to.y() * width];
            int[] rows = new int[from.y()];
            int[] along = new int[width * from.y()];
            LowerEnvelope envelope = new LowerEnvelope(from.y(), steps[1], to.toY() - 1);
            for (int x = from.fromX(); x < from.toX(); x++) {
                int count = 0;
                for (int y = from.fromY(); y < from.toY(); y++) {
                    if (alongRow(sources.row(x, y), along, count)) {
                        rows[count++] = y;
                    }
                }
                if (count > 0) {
                    alongColumns(rows, along, count, envelope, offsets, layerCount * to.y() * width);
                    layers[layerCount++] = x;
                }
            }
            return offsets;
        }

        /** How far the nearest source of a row is for each column; whether it has one. */
        private boolean alongRow(int row, int[] along, int index) {
            int next = sources.next(row, fromZ);
            int previous = sources.previous(row, fromZ);
            if (next < 0 && previous < 0) {
                return false;
            }
            for (int column = 0; column < width; column++) {
                int z = fromZ + column;
                if (next >= 0 && z > next) {
                    previous = next;
                    next = sources.next(row, z);
                }
                along[column * from.y() + index] = next < 0 ? z - previous : previous < 0 ? next - z : Math.min(z - previous, next - z);
            }
            return true;
        }

        private void alongColumns(int[] rows, int[] along, int count, LowerEnvelope envelope, int[] offsets, int start) {
            for (int column = 0; column < width; column++) {
                int first = column * from.y();
                envelope.clear();
                for (int i = 0; i < count; i++) {
                    envelope.add(i, rows[i], squares[2][along[first + i]]);
                }
                for (int y = to.fromY(), at = start + column; y < to.toY(); y++, at += width) {
                    int i = envelope.at(y);
                    offsets[at] = Math.abs(y - rows[i]) << BITS | along[first + i];
                }
            }
        }

        private void acrossLayers(int[] offsets) {
            int[] turned = new int[width * layerCount];
            int[] asked = new int[to.x()];
            int[] bits = new int[to.x()];
            int[] ordinals = new int[to.x()];
            LowerEnvelope envelope = new LowerEnvelope(layerCount, steps[0], to.toX() - 1);
            for (int y = to.fromY(); y < to.toY(); y++) {
                int count = 0;
                int used = 0;
                for (int x = to.fromX(); x < to.toX(); x++) {
                    int row = queries.row(x, y);
                    int found = (int) queries.bits(row, fromZ, fromZ + width);
                    if (found != 0) {
                        asked[count] = x;
                        bits[count] = found;
                        ordinals[count++] = before[x * queries.y() + y] + queries.countBefore(row, fromZ);
                        used |= found;
                    }
                }
                if (used == 0) {
                    continue;
                }
                for (int layer = 0; layer < layerCount; layer++) {
                    int start = (layer * to.y() + y - to.fromY()) * width;
                    for (int column = 0; column < width; column++) {
                        turned[column * layerCount + layer] = offsets[start + column];
                    }
                }
                for (int column = 0; column < width; column++) {
                    if ((used >>> column & 1) != 0) {
                        column(turned, column, asked, bits, ordinals, count, envelope);
                    }
                }
            }
        }

        private void column(int[] turned, int column, int[] asked, int[] bits, int[] ordinals, int count, LowerEnvelope envelope) {
            int first = column * layerCount;
            envelope.clear();
            for (int layer = 0; layer < layerCount; layer++) {
                int offset = turned[first + layer];
                envelope.add(layer, layers[layer], squares[1][offset >>> BITS] + squares[2][offset & LOW]);
            }
            for (int i = 0; i < count; i++) {
                if ((bits[i] >>> column & 1) != 0) {
                    int layer = envelope.at(asked[i]);
                    int offset = turned[first + layer];
                    distances[ordinals[i] + Integer.bitCount(bits[i] & (1 << column) - 1)] = Math.sqrt(
                            squares[0][Math.abs(asked[i] - layers[layer])] + squares[1][offset >>> BITS] + squares[2][offset & LOW]);
                }
            }
        }
    }
}
