package dev.factorizer.backend.tornado.taskgraphs.branches;

import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.kernels.branches.BranchGradientKernels.FirstWeight;
import dev.factorizer.backend.tornado.kernels.branches.BranchGradientKernels.Norm;
import dev.factorizer.backend.tornado.kernels.products.ProductKernels.RowSums;
import dev.factorizer.backend.tornado.taskgraphs.products.Product;
import dev.factorizer.backend.tornado.taskgraphs.writing.TaskWriter;
import java.util.List;

/**
 * The parameter gradients of a branch as sums over voxels: Σ g aᵀ, M = Σ d x̂ᵀ, s = Σ d and Σ g. Voxels fall into slots, whose
 * sums are added in order.
 *
 * @param channels C
 * @param hidden H
 * @param lengths voxels of each slot
 */
public record ParameterSums(int channels, int hidden, List<Integer> lengths) {
    /** Voxels of one sum of a row. */
    private static final int PART = 4096;

    /**
     * Rows of voxels.
     *
     * @param offset of the first
     * @param length from row to row
     */
    public record Rows(int offset, int length) { }

    private Product product(int rows, Rows first, int columns, Rows second, int voxels) {
        return new Product(rows, columns, voxels, new Product.Strides(first.length(), 1), new Product.Strides(1, second.length()),
                List.of());
    }

    private int elements() {
        return Math.multiplyExact(channels, hidden);
    }

    private int parts() {
        return lengths.stream().mapToInt(length -> Math.ceilDiv(length, PART)).sum();
    }

    private Product second(int voxels, Rows g, Rows a) {
        return product(channels, g, hidden, a, voxels);
    }

    private Product first(int voxels, Rows d, Rows normalized) {
        return product(hidden, d, channels, normalized, voxels);
    }

    /** How many parts of both products the first so many slots have; strides do not matter. */
    private int productParts(int slots) {
        Rows any = new Rows(0, 1);
        return lengths.subList(0, slots).stream().mapToInt(length -> second(length, any, any).parts()).sum();
    }

    private int rowParts(int slots) {
        return lengths.subList(0, slots).stream().mapToInt(length -> Math.ceilDiv(length, PART)).sum();
    }

    // The working memory: M, s, then the parts of Σ g aᵀ, of M, of s and of Σ g.

    private long secondParts() {
        return (long) elements() + hidden;
    }

    private long firstParts() {
        return secondParts() + (long) productParts(lengths.size()) * elements();
    }

    private long sParts() {
        return firstParts() + (long) productParts(lengths.size()) * elements();
    }

    private long gParts() {
        return sParts() + (long) rowParts(lengths.size()) * hidden;
    }

    public long workspace() {
        return gParts() + (long) rowParts(lengths.size()) * channels;
    }

    /** Writes the tasks for a slot. */
    public void add(int slot, Rows g, Rows a, Rows d, Rows normalized, int workspace, TaskWriter tasks) {
        int length = lengths.get(slot);
        int before = productParts(slot) * elements();
        second(length, g, a).writeParts(g.offset(), a.offset(), Math.toIntExact(workspace + secondParts()) + before, tasks);
        first(length, d, normalized).writeParts(d.offset(), normalized.offset(),
                Math.toIntExact(workspace + firstParts()) + before, tasks);
        rowSums(hidden, d, length, Math.toIntExact(workspace + sParts()) + rowParts(slot) * hidden, tasks);
        rowSums(channels, g, length, Math.toIntExact(workspace + gParts()) + rowParts(slot) * channels, tasks);
    }

    private static void rowSums(int rows, Rows of, int length, int to, TaskWriter tasks) {
        int parts = Math.ceilDiv(length, PART);
        tasks.task(Kernel.ROW_SUMS, (long) rows * parts)
                .set(RowSums.ROWS, rows).set(RowSums.LENGTH, length).set(RowSums.PART, PART).set(RowSums.PARTS, parts)
                .set(RowSums.IMAGE_STEP, 0).set(RowSums.X, of.offset()).set(RowSums.Y, to)
                .write();
    }

    /** Writes the tasks that make gradients of all slots' sums. */
    public void finish(WantedGradients wanted, int normWeight, int normBias, int firstWeight, int workspace, TaskWriter tasks) {
        int m = workspace;
        int s = m + elements();
        int products = productParts(lengths.size());
        int rows = rowParts(lengths.size());
        total(elements(), products, Math.toIntExact(workspace + secondParts()), wanted.secondWeight(), tasks);
        total(elements(), products, Math.toIntExact(workspace + firstParts()), m, tasks);
        total(hidden, rows, Math.toIntExact(workspace + sParts()), s, tasks);
        total(hidden, rows, Math.toIntExact(workspace + sParts()), wanted.firstBias(), tasks);
        total(channels, rows, Math.toIntExact(workspace + gParts()), wanted.secondBias(), tasks);
        if (wanted.firstWeight() >= 0) {
            tasks.task(Kernel.BRANCH_FIRST_WEIGHT_GRADIENT, elements())
                    .set(FirstWeight.M, m).set(FirstWeight.S, s)
                    .set(FirstWeight.NORM_WEIGHT, normWeight).set(FirstWeight.NORM_BIAS, normBias)
                    .set(FirstWeight.CHANNELS, channels).set(FirstWeight.RESULT, wanted.firstWeight())
                    .write();
        }
        if (wanted.normWeight() >= 0) {
            norm(firstWeight, m, channels, 1, wanted.normWeight(), tasks);
        }
        if (wanted.normBias() >= 0) {
            norm(firstWeight, s, 1, 0, wanted.normBias(), tasks);
        }
    }

    private void norm(int firstWeight, int sums, int rowStep, int channelStep, int result, TaskWriter tasks) {
        tasks.task(Kernel.BRANCH_NORM_GRADIENT, channels)
                .set(Norm.FIRST_WEIGHT, firstWeight).set(Norm.SUMS, sums).set(Norm.ROW_STEP, rowStep)
                .set(Norm.CHANNEL_STEP, channelStep).set(Norm.ROWS, hidden).set(Norm.RESULT, result)
                .write();
    }

    private static void total(int elements, int parts, int from, int to, TaskWriter tasks) {
        if (to >= 0) {
            Product.sumParts(elements, parts, from, to, tasks);
        }
    }
}
