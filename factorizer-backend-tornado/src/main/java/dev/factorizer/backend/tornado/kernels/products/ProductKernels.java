package dev.factorizer.backend.tornado.kernels.products;

import dev.factorizer.backend.tornado.kernels.blocks.Panels;
import dev.factorizer.backend.tornado.kernels.products.ProductSettings.Axis;
import dev.factorizer.backend.tornado.kernels.settings.KernelSettings;

/**
 * Matrix products C = A B, (M, K) · (K, N), of any strides, in batches: A begins at the sum of index · stride over the batch
 * axes, as B does, so that an axis along which one is broadcast has stride 0 there.
 */
public final class ProductKernels {
    /** Settings of {@link #sumParts}. */
    public interface SumParts extends KernelSettings {
        int PARTS = 1;
        /** From part to part. */
        int STEP = 2;
        /** The first part. */
        int FIRST = 3;
        int Y = 4;
    }

    /** Settings of {@link #rowSums}. */
    public interface RowSums extends KernelSettings {
        int ROWS = 1;
        /** Of a row. */
        int LENGTH = 2;
        /** Elements of a part. */
        int PART = 3;
        /** Of a row. */
        int PARTS = 4;
        /** From a row to the same row of the next image. */
        int IMAGE_STEP = 5;
        int X = 6;
        int Y = 7;
    }

    private ProductKernels() { }

    /**
     * An item for each element of C: for small matrices. What the sum loses to rounding is added at the end: systems of equations
     * are made of such products, and a badly conditioned one multiplies the error. Element by element, so that gradients which
     * vanish do so here.
     */
    public static void productElements(int item, float[] memory, int[] integers, int[] settings) {
        int rows = settings[ProductSettings.ROWS];
        int columns = settings[ProductSettings.COLUMNS];
        int matrix = item / (rows * columns);
        int row = (item - matrix * rows * columns) / columns;
        int column = item - (matrix * rows + row) * columns;
        int batch = matrix / settings[ProductSettings.PARTS];
        int part = matrix - batch * settings[ProductSettings.PARTS];
        int from = part * settings[ProductSettings.PART];
        int to = Panels.smaller(settings[ProductSettings.INNER], from + settings[ProductSettings.PART]);
        int a = settings[ProductSettings.A] + batchOffset(batch, settings, Axis.A) + row * settings[ProductSettings.A_ROW];
        int b = settings[ProductSettings.B] + batchOffset(batch, settings, Axis.B) + column * settings[ProductSettings.B_COLUMN];
        float sum = 0;
        if (settings[ProductSettings.BIAS] >= 0) {
            sum = memory[settings[ProductSettings.BIAS] + row];
        }
        int strideA = settings[ProductSettings.A_COLUMN];
        int strideB = settings[ProductSettings.B_ROW];
        float lost = 0;
        for (int k = from; k < to; k++) {
            float product = memory[a + k * strideA] * memory[b + k * strideB];
            float next = sum + product;
            float share = next - sum;
            lost += sum - (next - share) + (product - share);
            sum = next;
        }
        memory[settings[ProductSettings.C] + resultMatrix(batch, part, settings) + row * settings[ProductSettings.C_ROW]
                + column * settings[ProductSettings.C_COLUMN]] = sum + lost;
    }

    /** An item for 64 by 64 elements of C. */
    public static void productPanels(int item, float[] memory, int[] integers, int[] settings) {
        float[] sums = new float[Panels.ROWS * Panels.COLUMNS];
        float[] panel = new float[Panels.INNER * Panels.COLUMNS];
        int[] places = new int[Panels.INNER];
        int rowBlocks = (settings[ProductSettings.ROWS] + Panels.ROWS - 1) / Panels.ROWS;
        int columnBlocks = (settings[ProductSettings.COLUMNS] + Panels.COLUMNS - 1) / Panels.COLUMNS;
        int rest = item / columnBlocks;
        int column = (item - rest * columnBlocks) * Panels.COLUMNS;
        int matrix = rest / rowBlocks;
        int row = (rest - matrix * rowBlocks) * Panels.ROWS;
        int rows = Panels.smaller(Panels.ROWS, settings[ProductSettings.ROWS] - row);
        int columns = Panels.smaller(Panels.COLUMNS, settings[ProductSettings.COLUMNS] - column);
        int batch = matrix / settings[ProductSettings.PARTS];
        int part = matrix - batch * settings[ProductSettings.PARTS];
        int from = part * settings[ProductSettings.PART];
        int to = Panels.smaller(settings[ProductSettings.INNER], from + settings[ProductSettings.PART]);
        int a = settings[ProductSettings.A] + batchOffset(batch, settings, Axis.A) + row * settings[ProductSettings.A_ROW];
        int b = settings[ProductSettings.B] + batchOffset(batch, settings, Axis.B) + column * settings[ProductSettings.B_COLUMN];
        int bias = settings[ProductSettings.BIAS];
        if (bias >= 0) {
            bias += row;
        }
        Panels.begin(memory, bias, rows, sums);
        for (int k = from; k < to; k += Panels.INNER) {
            int inner = Panels.smaller(Panels.INNER, to - k);
            panel(memory, b + k * settings[ProductSettings.B_ROW], inner, columns, settings[ProductSettings.B_ROW],
                    settings[ProductSettings.B_COLUMN], panel);
            for (int j = 0; j < inner; j++) {
                places[j] = (k + j) * settings[ProductSettings.A_COLUMN];
            }
            Panels.multiply(memory, a, settings[ProductSettings.A_ROW], places, rows, inner, panel, sums);
        }
        int c = settings[ProductSettings.C] + resultMatrix(batch, part, settings) + row * settings[ProductSettings.C_ROW]
                + column * settings[ProductSettings.C_COLUMN];
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < columns; i++) {
                memory[c + r * settings[ProductSettings.C_ROW] + i * settings[ProductSettings.C_COLUMN]] = sums[r
                        * Panels.COLUMNS + i];
            }
        }
    }

    /** Reads in the order in which the elements lie. */
    private static void panel(float[] memory, int b, int inner, int columns, int rowStride, int columnStride, float[] panel) {
        if (columnStride <= rowStride) {
            for (int j = 0; j < inner; j++) {
                for (int i = 0; i < columns; i++) {
                    panel[j * Panels.COLUMNS + i] = memory[b + j * rowStride + i * columnStride];
                }
            }
        } else {
            for (int i = 0; i < columns; i++) {
                for (int j = 0; j < inner; j++) {
                    panel[j * Panels.COLUMNS + i] = memory[b + j * rowStride + i * columnStride];
                }
            }
        }
        for (int j = 0; j < inner; j++) {
            Panels.close(panel, j, columns);
        }
    }

    static int batchOffset(int batch, int[] settings, int operand) {
        int offset = 0;
        int rest = batch;
        for (int axis = 0; axis < settings[ProductSettings.AXIS_COUNT]; axis++) {
            int at = ProductSettings.AXES + Axis.LENGTH * axis;
            int next = rest / settings[at + Axis.SIZE];
            offset += (rest - next * settings[at + Axis.SIZE]) * settings[at + operand];
            rest = next;
        }
        return offset;
    }

    static int resultMatrix(int batch, int part, int[] settings) {
        int batches = 1;
        for (int axis = 0; axis < settings[ProductSettings.AXIS_COUNT]; axis++) {
            batches *= settings[ProductSettings.AXES + Axis.LENGTH * axis + Axis.SIZE];
        }
        return (part * batches + batch) * settings[ProductSettings.ROWS] * settings[ProductSettings.COLUMNS];
    }

    /** y is the sum of the parts, in order. */
    public static void sumParts(int item, float[] memory, int[] integers, int[] settings) {
        float sum = 0;
        for (int part = 0; part < settings[SumParts.PARTS]; part++) {
            sum += memory[settings[SumParts.FIRST] + part * settings[SumParts.STEP] + item];
        }
        memory[settings[SumParts.Y] + item] = sum;
    }

    /** An item sums a part of a row in 16 interleaved sums; y has images, then parts, then rows. */
    public static void rowSums(int item, float[] memory, int[] integers, int[] settings) {
        float[] lanes = new float[16];
        int rows = settings[RowSums.ROWS];
        int rest = item / rows;
        int row = item - rest * rows;
        int image = rest / settings[RowSums.PARTS];
        int from = (rest - image * settings[RowSums.PARTS]) * settings[RowSums.PART];
        int count = Panels.smaller(settings[RowSums.PART], settings[RowSums.LENGTH] - from);
        int x = settings[RowSums.X] + image * settings[RowSums.IMAGE_STEP] + row * settings[RowSums.LENGTH] + from;
        for (int i = 0; i < 16; i++) {
            lanes[i] = 0;
        }
        int even = count / 16 * 16;
        for (int k = 0; k < even; k += 16) {
            for (int i = 0; i < 16; i++) {
                lanes[i] += memory[x + k + i];
            }
        }
        for (int k = even; k < count; k++) {
            lanes[k - even] += memory[x + k];
        }
        float sum = 0;
        for (int i = 0; i < 16; i++) {
            sum += lanes[i];
        }
        memory[settings[RowSums.Y] + item] = sum;
    }
}
