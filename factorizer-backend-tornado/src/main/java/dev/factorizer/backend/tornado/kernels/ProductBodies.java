package dev.factorizer.backend.tornado.kernels;

/**
 * Matrix products C = A B, (M, K) · (K, N), of any strides, in batches: A begins at the sum of index · stride over the batch
 * axes, as B does, so that an axis along which one is broadcast has stride 0 there.
 *
 * <p>Settings of both: items, M, N, K, A, stride of A's rows, of its columns, B, stride of B's rows, of its columns, C, stride
 * of C's rows, of its columns, offset of the biases of C's rows or −1, parts, length of a part, number of batch axes, then for
 * each from the last: size, stride in A, stride in B. K falls into parts, each of which has a result of its own: C has parts,
 * then batches, then matrices.
 */
public final class ProductBodies {
    private static final int AXES = 16;

    private ProductBodies() { }

    /**
     * An item for each element of C: for small matrices. What the sum loses to rounding is added at the end: systems of equations
     * are made of such products, and a badly conditioned one multiplies the error. Element by element, so that gradients which
     * vanish do so here.
     */
    public static void productElements(int item, float[] memory, int[] integers, int[] settings) {
        int rows = settings[1];
        int columns = settings[2];
        int matrix = item / (rows * columns);
        int row = (item - matrix * rows * columns) / columns;
        int column = item - (matrix * rows + row) * columns;
        int batch = matrix / settings[14];
        int part = matrix - batch * settings[14];
        int from = part * settings[15];
        int to = smaller(settings[3], from + settings[15]);
        int a = settings[4] + batchOffset(batch, settings, 1) + row * settings[5];
        int b = settings[7] + batchOffset(batch, settings, 2) + column * settings[9];
        float sum = 0;
        if (settings[13] >= 0) {
            sum = memory[settings[13] + row];
        }
        int strideA = settings[6];
        int strideB = settings[8];
        float lost = 0;
        for (int k = from; k < to; k++) {
            float product = memory[a + k * strideA] * memory[b + k * strideB];
            float next = sum + product;
            float share = next - sum;
            lost += sum - (next - share) + (product - share);
            sum = next;
        }
        memory[settings[10] + resultMatrix(batch, part, settings) + row * settings[11] + column * settings[12]] = sum + lost;
    }

    /** An item for 64 by 64 elements of C. */
    public static void productPanels(int item, float[] memory, int[] integers, int[] settings) {
        float[] sums = new float[Panels.ROWS * Panels.COLUMNS];
        float[] panel = new float[Panels.INNER * Panels.COLUMNS];
        int[] places = new int[Panels.INNER];
        int rowBlocks = (settings[1] + Panels.ROWS - 1) / Panels.ROWS;
        int columnBlocks = (settings[2] + Panels.COLUMNS - 1) / Panels.COLUMNS;
        int rest = item / columnBlocks;
        int column = (item - rest * columnBlocks) * Panels.COLUMNS;
        int matrix = rest / rowBlocks;
        int row = (rest - matrix * rowBlocks) * Panels.ROWS;
        int rows = smaller(Panels.ROWS, settings[1] - row);
        int columns = smaller(Panels.COLUMNS, settings[2] - column);
        int batch = matrix / settings[14];
        int part = matrix - batch * settings[14];
        int from = part * settings[15];
        int to = smaller(settings[3], from + settings[15]);
        int a = settings[4] + batchOffset(batch, settings, 1) + row * settings[5];
        int b = settings[7] + batchOffset(batch, settings, 2) + column * settings[9];
        int bias = settings[13];
        if (bias >= 0) {
            bias += row;
        }
        Panels.begin(memory, bias, rows, sums);
        for (int k = from; k < to; k += Panels.INNER) {
            int inner = smaller(Panels.INNER, to - k);
            panel(memory, b + k * settings[8], inner, columns, settings[8], settings[9], panel);
            for (int j = 0; j < inner; j++) {
                places[j] = (k + j) * settings[6];
            }
            Panels.multiply(memory, a, settings[5], places, rows, inner, panel, sums);
        }
        int c = settings[10] + resultMatrix(batch, part, settings) + row * settings[11] + column * settings[12];
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < columns; i++) {
                memory[c + r * settings[11] + i * settings[12]] = sums[r * Panels.COLUMNS + i];
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
        for (int axis = 0; axis < settings[AXES]; axis++) {
            int at = AXES + 1 + 3 * axis;
            int next = rest / settings[at];
            offset += (rest - next * settings[at]) * settings[at + operand];
            rest = next;
        }
        return offset;
    }

    static int resultMatrix(int batch, int part, int[] settings) {
        int batches = 1;
        for (int axis = 0; axis < settings[AXES]; axis++) {
            batches *= settings[AXES + 1 + 3 * axis];
        }
        return (part * batches + batch) * settings[1] * settings[2];
    }

    static int smaller(int a, int b) {
        return a < b ? a : b;
    }

    /** Settings: items, parts, distance of the parts, first part, y. y is the sum of the parts, in order. */
    public static void sumParts(int item, float[] memory, int[] integers, int[] settings) {
        float sum = 0;
        for (int part = 0; part < settings[1]; part++) {
            sum += memory[settings[3] + part * settings[2] + item];
        }
        memory[settings[4] + item] = sum;
    }

    /**
     * Settings: items, rows, length of a row, length of a part, parts of a row, distance of a row from the same row of the next
     * image, x, y. An item sums a part of a row in 16 interleaved sums; y has images, then parts, then rows.
     */
    public static void rowSums(int item, float[] memory, int[] integers, int[] settings) {
        float[] lanes = new float[16];
        int rows = settings[1];
        int rest = item / rows;
        int row = item - rest * rows;
        int image = rest / settings[4];
        int from = (rest - image * settings[4]) * settings[3];
        int count = smaller(settings[3], settings[2] - from);
        int x = settings[6] + image * settings[5] + row * settings[2] + from;
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
        memory[settings[7] + item] = sum;
    }
}
