package dev.factorizer.io.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Views with more elements than their storage: PyTorch reads them, so they are read while they are small. */
class ExpandedViewsTest {
    private static final String MEBI = "J\0\0\20\0";

    @TempDir
    private Path folder;

    /** A view of the storage "0" of so many floats; sizes and strides are tuples of a pickle. */
    private static String view(int floats, String sizes, String strides) {
        return "ctorch._utils\n_rebuild_tensor_v2\n(" + Pickles.storage("FloatStorage", floats) + "K\0" + sizes + strides
                + "\u0089}tR";
    }

    private Weights read(byte[] bytes) throws IOException {
        return TorchCheckpoint.read(Files.write(folder.resolve("model.pt"), bytes));
    }

    private String refused(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("model.pt"), bytes);
        return assertThrows(MalformedFileException.class, () -> TorchCheckpoint.read(file)).getMessage();
    }

    @Test
    void oneElementManyTimes() throws IOException {
        String dict = "}" + Pickles.text("w") + view(1, "K\3K\2\u0086", "K\0K\0\u0086") + "s";
        for (byte[] bytes : new byte[][] {Pickles.legacy(dict, 1), Pickles.zip(dict, 1, ZipEntry.STORED),
            Pickles.zip(dict, 1, ZipEntry.DEFLATED)}) {
            assertArrayEquals(new int[] {3, 2}, read(bytes).tensors().get("w").shape());
            assertArrayEquals(new float[] {1, 1, 1, 1, 1, 1}, read(bytes).tensors().get("w").floats());
        }
    }

    @Test
    void aRowManyTimesAndWindowsThatOverlap() throws IOException {
        String rows = "}" + Pickles.text("w") + view(2, "K\3K\2\u0086", "K\0K\1\u0086") + "s";
        assertArrayEquals(new float[] {1, 2, 1, 2, 1, 2}, read(Pickles.legacy(rows, 2)).tensors().get("w").floats());
        String columns = "}" + Pickles.text("w") + view(2, "K\2K\3\u0086", "K\1K\0\u0086") + "s";
        assertArrayEquals(new float[] {1, 1, 1, 2, 2, 2}, read(Pickles.legacy(columns, 2)).tensors().get("w").floats());
        String windows = "}" + Pickles.text("w") + view(4, "K\2K\3\u0086", "K\1K\1\u0086") + "s";
        assertArrayEquals(new float[] {1, 2, 3, 2, 3, 4}, read(Pickles.legacy(windows, 4)).tensors().get("w").floats());
    }

    @Test
    void largeOnesAreRefusedAlsoTogether() throws IOException {
        String five = "}" + Pickles.text("w") + view(1, "K\5" + MEBI + "\u0086", "K\0K\0\u0086") + "s";
        assertTrue(refused(Pickles.legacy(five, 1)).endsWith("tensor \"w\" has 5242880 elements in a storage of 1; so large"
                + " expanded views are not weights"));
        StringBuilder many = new StringBuilder("}(");
        for (char name = 'a'; name <= 'h'; name++) {
            many.append(Pickles.text(String.valueOf(name))).append(view(1, MEBI + "\u0085", "K\0\u0085"));
        }
        // Four of 4 MiB are allowed, the fifth is not.
        assertTrue(refused(Pickles.zip(many + "u", 1, ZipEntry.STORED)).contains("tensor \"e\" has 1048576 elements"));
    }

    @Test
    void whatWasDeflatedMayBeThereOnce() throws IOException {
        byte[] zeros = new byte[4 << 20];
        String storage = "(" + Pickles.text("storage") + "ctorch\nFloatStorage\n" + Pickles.text("0") + Pickles.text("cpu") + MEBI
                + "tQ";
        StringBuilder dict = new StringBuilder("}(");
        for (char name = 'a'; name <= 'h'; name++) {
            dict.append(Pickles.text(String.valueOf(name))).append("ctorch._utils\n_rebuild_tensor_v2\n(").append(storage)
                    .append("K\0").append(MEBI).append("\u0085K\1\u0085\u0089}tR");
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
                Pickles.put(zip, "a/data.pkl", Pickles.latin("\u0080\2" + dict + "u."), ZipEntry.DEFLATED);
                Pickles.put(zip, "a/data/0", zeros, ZipEntry.DEFLATED);
            }
            if (name == 'a') {
                assertEquals(1 << 20, read(bytes.toByteArray()).tensors().get("a").elements());
            } else {
                String message = refused(bytes.toByteArray());
                assertTrue(message.contains("share their storages more than 16 times"), message);
            }
        }
    }
}
