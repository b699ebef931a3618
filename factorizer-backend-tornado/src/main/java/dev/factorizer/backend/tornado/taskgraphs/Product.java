package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.backend.tornado.kernels.Kernel;
import java.util.ArrayList;
import java.util.List;

/**
 * A matrix product C = A B, (M, K) · (K, N), in batches, and how it is cut into work items.
 *
 * @param rows M
 * @param columns N
 * @param inner K
 * @param first where A's elements lie
 * @param second where B's elements lie
 * @param batch the batch axes, from the last
 */
record Product(int rows, int columns, int inner, Strides first, Strides second, List<Axis> batch) {
    static final int NO_BIAS = -1;

    private static final int BLOCK = 64;
    /** Below, most of a block would be empty. */
    private static final int FEW_COLUMNS = 24;
    private static final int FEW_ROWS = 3;
    /** So many items keep a device busy; parts that are shorter don't pay. */
    private static final int ENOUGH_ITEMS = 256;
    private static final int SHORT_PART = 512;
    private static final long MOST_PARTIAL_RESULTS = 1 << 24;

    Product {
        batch = List.copyOf(batch);
    }

    /**
     * Where a matrix lies.
     *
     * @param row between its rows
     * @param column between its columns
     */
    record Strides(int row, int column) {
        static Strides of(int rows, int columns, boolean transposed) {
            return transposed ? new Strides(1, rows) : new Strides(columns, 1);
        }

        Strides transposed() {
            return new Strides(column, row);
        }
    }

    /**
     * A batch axis.
     *
     * @param size of the result
     * @param first stride in A, 0 where it is broadcast
     * @param second stride in B, 0 where it is broadcast
     */
    record Axis(int size, int first, int second) { }

    private int batches() {
        return batch.stream().mapToInt(Axis::size).reduce(1, Math::multiplyExact);
    }

    private long matrix() {
        return (long) rows * columns;
    }

    private boolean small() {
        return Math.max(rows, columns) < FEW_COLUMNS || Math.min(rows, columns) <= FEW_ROWS;
    }

    private long itemsOfPart() {
        return batches() * (small() ? matrix() : blocks(rows) * blocks(columns));
    }

    private static long blocks(int size) {
        return (size + BLOCK - 1) / BLOCK;
    }

    private int partLength() {
        if (inner == 0 || matrix() * batches() == 0) {
            return 1;
        }
        long wanted = Math.min(ENOUGH_ITEMS / itemsOfPart(), MOST_PARTIAL_RESULTS / (matrix() * batches()));
        long parts = Math.clamp(wanted, 1, Math.max(1, inner / SHORT_PART));
        return (int) ((inner + parts - 1) / parts);
    }

    private int parts() {
        return inner == 0 ? 1 : (inner + partLength() - 1) / partLength();
    }

    /** The floats of working memory that it needs. */
    long workspace() {
        return parts() == 1 ? 0 : parts() * batches() * matrix();
    }

    /**
     * Writes the tasks.
     *
     * @param a the first element of A
     * @param b the first element of B
     * @param bias of the rows of C, {@link #NO_BIAS} for none
     * @param c the first element of the result, one matrix after another
     */
    void write(int a, int b, int bias, int c, TaskWriter tasks) {
        if (parts() == 1) {
            task(a, b, bias, c, tasks);
            return;
        }
        if (bias != NO_BIAS) {
            throw new IllegalArgumentException("a bias belongs to a product of one part");
        }
        int parts = tasks.workspace();
        task(a, b, NO_BIAS, parts, tasks);
        int elements = Math.toIntExact(batches() * matrix());
        tasks.add(Kernel.SUM_PARTS, elements, parts(), elements, parts, c);
    }

    private void task(int a, int b, int bias, int c, TaskWriter tasks) {
        // Blocks are wide: the longer side lies across. A bias belongs to rows.
        if (columns < rows && bias == NO_BIAS) {
            List<Axis> exchanged = batch.stream().map(axis -> new Axis(axis.size(), axis.second(), axis.first())).toList();
            Product product = new Product(columns, rows, inner, second.transposed(), first.transposed(), exchanged);
            product.task(b, a, bias, c, new Strides(1, columns), partLength(), tasks);
        } else {
            task(a, b, bias, c, new Strides(columns, 1), partLength(), tasks);
        }
    }

    private void task(int a, int b, int bias, int c, Strides result, int partLength, TaskWriter tasks) {
        List<Integer> settings = new ArrayList<>(List.of(rows, columns, inner, a, first.row(), first.column(), b, second.row(),
                second.column(), c, result.row(), result.column(), bias, parts(), partLength, batch.size()));
        batch.forEach(axis -> settings.addAll(List.of(axis.size(), axis.first(), axis.second())));
        tasks.add(small() ? Kernel.PRODUCT_ELEMENTS : Kernel.PRODUCT_PANELS, itemsOfPart() * parts(),
                settings.stream().mapToInt(Integer::intValue).toArray());
    }
}
