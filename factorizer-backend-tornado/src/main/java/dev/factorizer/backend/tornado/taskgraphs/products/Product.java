package dev.factorizer.backend.tornado.taskgraphs.products;

import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.kernels.products.ProductKernels.SumParts;
import dev.factorizer.backend.tornado.kernels.products.ProductSettings;
import dev.factorizer.backend.tornado.taskgraphs.writing.TaskSettings;
import dev.factorizer.backend.tornado.taskgraphs.writing.TaskWriter;
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
 * @param parts into how many parts K falls, which have partial results
 */
public record Product(int rows, int columns, int inner, Strides first, Strides second, List<Axis> batch, int parts) {
    public static final int NO_BIAS = -1;

    private static final int BLOCK = 64;
    /** Below, most of a block would be empty. */
    private static final int FEW_COLUMNS = 24;
    private static final int FEW_ROWS = 3;
    /** So many items keep a device busy; parts that are shorter don't pay. */
    private static final int ENOUGH_ITEMS = 256;
    private static final int SHORT_PART = 512;
    private static final long MOST_PARTIAL_RESULTS = 1 << 24;

    public Product {
        batch = List.copyOf(batch);
    }

    /**
     * Where a matrix lies.
     *
     * @param row between its rows
     * @param column between its columns
     */
    public record Strides(int row, int column) {
        public static Strides of(int rows, int columns, boolean transposed) {
            return transposed ? new Strides(1, rows) : new Strides(columns, 1);
        }

        public Strides transposed() {
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
    public record Axis(int size, int first, int second) { }

    /** With as many parts as keep a device busy. */
    public Product(int rows, int columns, int inner, Strides first, Strides second, List<Axis> batch) {
        this(rows, columns, inner, first, second, batch, enough(rows, columns, inner, batch));
    }

    private static int enough(int rows, int columns, int inner, List<Axis> batch) {
        Product whole = new Product(rows, columns, inner, Strides.of(rows, inner, false), Strides.of(inner, columns, false),
                batch, 1);
        if (inner == 0 || whole.elements() == 0) {
            return 1;
        }
        long wanted = Math.min(ENOUGH_ITEMS / whole.items(), MOST_PARTIAL_RESULTS / whole.elements());
        int length = Math.ceilDiv(inner, Math.clamp(wanted, 1, Math.max(1, inner / SHORT_PART)));
        return Math.ceilDiv(inner, length);
    }

    /** A product that can have a bias. */
    public Product whole() {
        return new Product(rows, columns, inner, first, second, batch, 1);
    }

    private int batches() {
        return batch.stream().mapToInt(Axis::size).reduce(1, Math::multiplyExact);
    }

    private long elements() {
        return (long) batches() * rows * columns;
    }

    private boolean small() {
        return Math.max(rows, columns) < FEW_COLUMNS || Math.min(rows, columns) <= FEW_ROWS;
    }

    private long items() {
        return small() ? parts * elements() : (long) parts * batches() * Math.ceilDiv(rows, BLOCK) * Math.ceilDiv(columns, BLOCK);
    }

    /** The floats of working memory that {@link #write} needs. */
    public long workspace() {
        return parts == 1 ? 0 : parts * elements();
    }

    /** The floats of working memory that {@link #writeSum} needs. */
    public long workspaceOfSum() {
        return parts * batches() == 1 ? 0 : parts * elements();
    }

    /**
     * Writes the tasks.
     *
     * @param a the first element of A
     * @param b the first element of B
     * @param bias of the rows of C, {@link #NO_BIAS} for none, which is all that a product of several parts can have
     * @param c the first element of the result, one matrix after another
     */
    public void write(int a, int b, int bias, int c, TaskWriter tasks) {
        write(a, b, bias, c, parts, elements(), tasks);
    }

    /** Writes the tasks for the sum of all matrices of the batch. */
    public void writeSum(int a, int b, int c, TaskWriter tasks) {
        write(a, b, NO_BIAS, c, parts * batches(), (long) rows * columns, tasks);
    }

    private void write(int a, int b, int bias, int c, int terms, long elements, TaskWriter tasks) {
        int to = terms == 1 ? c : terms == 0 ? 0 : tasks.workspace();
        writeParts(a, b, bias, to, tasks);
        if (terms != 1) {
            sumParts(Math.toIntExact(elements), terms, to, c, tasks);
        }
    }

    /** Writes the task for the results of all parts, one behind the other, which are still to be added. */
    public void writeParts(int a, int b, int to, TaskWriter tasks) {
        writeParts(a, b, NO_BIAS, to, tasks);
    }

    private void writeParts(int a, int b, int bias, int to, TaskWriter tasks) {
        // Blocks are wide: the longer side lies across. A bias belongs to rows.
        if (columns < rows && bias == NO_BIAS) {
            List<Axis> exchanged = batch.stream().map(axis -> new Axis(axis.size(), axis.second(), axis.first())).toList();
            new Product(columns, rows, inner, second.transposed(), first.transposed(), exchanged, parts)
                    .write(b, a, bias, to, new Strides(1, columns), tasks);
        } else {
            write(a, b, bias, to, new Strides(columns, 1), tasks);
        }
    }

    private void write(int a, int b, int bias, int c, Strides result, TaskWriter tasks) {
        int length = Math.max(1, Math.ceilDiv(inner, parts));
        TaskSettings task = tasks.task(small() ? Kernel.PRODUCT_ELEMENTS : Kernel.PRODUCT_PANELS, items())
                .set(ProductSettings.ROWS, rows).set(ProductSettings.COLUMNS, columns).set(ProductSettings.INNER, inner)
                .set(ProductSettings.A, a).set(ProductSettings.A_ROW, first.row()).set(ProductSettings.A_COLUMN, first.column())
                .set(ProductSettings.B, b).set(ProductSettings.B_ROW, second.row()).set(ProductSettings.B_COLUMN, second.column())
                .set(ProductSettings.C, c).set(ProductSettings.C_ROW, result.row()).set(ProductSettings.C_COLUMN, result.column())
                .set(ProductSettings.BIAS, bias).set(ProductSettings.PARTS, parts).set(ProductSettings.PART, length)
                .set(ProductSettings.AXIS_COUNT, batch.size());
        batch.forEach(axis -> task.entry(ProductSettings.Axis.class, axis.size(), axis.first(), axis.second()));
        task.write();
    }

    /** Writes the task that adds results which lie one behind the other. */
    public static void sumParts(int elements, int parts, int from, int to, TaskWriter tasks) {
        tasks.task(Kernel.SUM_PARTS, elements)
                .set(SumParts.PARTS, parts).set(SumParts.STEP, elements).set(SumParts.FIRST, from).set(SumParts.Y, to)
                .write();
    }
}
